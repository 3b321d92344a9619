FROM busybox:local
RUN echo begin
RUN echo one; echo two >&2; exit 3
COPY . .
