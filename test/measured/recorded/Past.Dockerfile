FROM scratch AS build
COPY busybox /bin/busybox
RUN --network=none ["/bin/busybox", "sleep", "1"]
RUN --network=none ["/bin/busybox", "echo", "once more"]
FROM scratch
COPY --from=build /bin/busybox /busybox
