package main

import (
	"fmt"
	"log"
	"net/http"

	"example.com/hello/internal/greeting"
)

func main() {
	http.HandleFunc("/", func(writer http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(writer, greeting.Text())
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
