import { createServer } from 'node:http';
import { PrismaClient } from '@prisma/client';

const database = new PrismaClient();

createServer(async (_request, response) => {
  const notes = await database.note.count().catch(() => 0);
  response.end(`${notes} notes\n`);
}).listen(3000);
