ARG V=1
FROM scratch AS build
ARG V
COPY busybox /bin/busybox
ENV A=1
RUN ["/bin/busybox", "sleep", "1"]
RUN ["/bin/busybox", "echo", "hello"]
FROM scratch AS unused
COPY busybox /bin/busybox
RUN ["/bin/busybox", "echo", "unused"]
FROM scratch
COPY --from=build /bin/busybox \
  /busybox
LABEL a=b
WORKDIR /app
RUN ["/busybox", "echo", "one\ntwo"]
