# A comment
ARG NAME=world
FROM busybox:local AS build
ENV MODE=fast
WORKDIR /app
COPY package.json ./
RUN echo installing && sleep 1 && \
    echo "installed über" > dep
COPY . .
RUN echo built > /app/out

FROM busybox:local
ARG NAME
LABEL a=b
WORKDIR /srv
COPY --from=build /app/out ./
RUN echo "$NAME" > greeting
EXPOSE 80
CMD ["cat", "/srv/out"]
ENV A="two words" B=x
LABEL user=0
VOLUME /data /data2
HEALTHCHECK CMD true
ONBUILD RUN echo hi
STOPSIGNAL SIGTERM
SHELL ["/bin/sh", "-ec"]
RUN true
RUN ["ls", "/"]
ENTRYPOINT ["sh"]
ADD package.json /elsewhere
