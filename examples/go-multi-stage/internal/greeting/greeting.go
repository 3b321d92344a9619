// Package greeting holds the words that the server answers with.
package greeting

// Text is what every visitor reads.
func Text() string {
	return "Hello from a container."
}
