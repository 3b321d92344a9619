import { isPlainImage } from './listens/base-images.ts';
import { nginxPort } from './programs/nginx.ts';

/** A program that other containers connect to: a database, a queue, a store, which itself connects to nobody. */
export interface Backing {
  /** As people call it: `PostgreSQL`. */
  readonly title: string;
  /** TCP ports that its image exposes; the first one is the one that its clients use. */
  readonly ports: readonly number[];
  /** Schemes of its URLs, without `jdbc:` and without a driver behind `+`. */
  readonly schemes: readonly string[];
}

/** The last part of images' names, what it is, its ports, the schemes of its URLs (domain.md 5.3 and the images' own pages). */
const BACKING: readonly (readonly [images: string, title: string, ports: string, schemes: string])[] = [
  [
    'postgres postgresql postgis pgvector timescaledb timescaledb-ha',
    'PostgreSQL',
    '5432',
    'postgres postgresql',
  ],
  ['mysql percona mysql-server', 'MySQL', '3306 33060', 'mysql mysql2'],
  ['mariadb', 'MariaDB', '3306', 'mysql mysql2 mariadb'],
  ['mongo mongodb mongodb-community-server', 'MongoDB', '27017', 'mongodb'],
  ['redis redis-stack redis-stack-server', 'Redis', '6379', 'redis rediss'],
  ['valkey keydb dragonfly', 'a store of the Redis kind', '6379', 'redis rediss'],
  ['memcached', 'Memcached', '11211', 'memcached memcache'],
  ['rabbitmq', 'RabbitMQ', '5672 15672 5671 15671 15691 15692 25672 4369', 'amqp amqps'],
  ['elasticsearch', 'Elasticsearch', '9200 9300', ''],
  ['opensearch', 'OpenSearch', '9200 9600', ''],
  ['nats', 'NATS', '4222 6222 8222', 'nats'],
  ['kafka cp-kafka', 'Kafka', '9092 9093', 'kafka'],
  ['cassandra', 'Cassandra', '9042 7000 7001 7199 9160', 'cassandra'],
  ['clickhouse clickhouse-server', 'ClickHouse', '8123 9000 9009', 'clickhouse'],
  ['neo4j', 'Neo4j', '7687 7474 7473', 'bolt neo4j'],
  ['couchdb', 'CouchDB', '5984 4369 9100', ''],
  ['influxdb', 'InfluxDB', '8086', ''],
  ['meilisearch', 'Meilisearch', '7700', ''],
  ['qdrant', 'Qdrant', '6333 6334', ''],
  ['zookeeper', 'ZooKeeper', '2181 2888 3888 8080', 'zookeeper'],
];

const MSSQL: Backing = { title: 'SQL Server', ports: [1433], schemes: ['sqlserver', 'mssql'] };

const BY_NAME: ReadonlyMap<string, Backing> = new Map(
  BACKING.flatMap(([images, title, ports, schemes]) =>
    images.split(' ').map((image) => {
      const backing: Backing = {
        title,
        ports: ports.split(' ').map(Number),
        schemes: schemes === '' ? [] : schemes.split(' '),
      };
      return [image, backing] as const;
    }),
  ),
);

/** What an image's name says that it runs; undefined for any that is not known. */
export function backingOf(image: string): Backing | undefined {
  const repository = image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  return /(^|\/)mssql\/server$/.test(repository)
    ? MSSQL
    : BY_NAME.get(repository.slice(repository.lastIndexOf('/') + 1));
}

/** The TCP ports that a base image exposes by itself; undefined where that is not known. */
export function portsOfBase(image: string): readonly number[] | undefined {
  const nginx = nginxPort(image);
  if (nginx !== undefined) {
    return [nginx];
  }
  const php = /(?:^|\/)php:[^/@]*(apache|fpm)/.exec(image)?.[1];
  if (php !== undefined) {
    return [php === 'apache' ? 80 : 9000];
  }
  return isPlainImage(image) ? [] : backingOf(image)?.ports;
}
