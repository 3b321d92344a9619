# Prints the values of a JSON file, one a line, each with the keys that lead to it: `scripts|build=tsc`, `workspaces|0=a/*`.
{ text = text $0 "\n" }
END { at = 1; read("") }

function skip() {
  while (at <= length(text) && index(" \t\r\n,:", substr(text, at, 1)) > 0) at++
}

function string(   found, c) {
  found = ""
  at++
  while (at <= length(text) && (c = substr(text, at, 1)) != "\"") {
    if (c == "\\") { at++; c = substr(text, at, 1) }
    found = found c
    at++
  }
  at++
  return found
}

function read(path,   c, key, count, found) {
  skip()
  c = substr(text, at, 1)
  if (c == "{" || c == "[") {
    at++
    count = 0
    for (skip(); at <= length(text) && index("}]", substr(text, at, 1)) == 0; skip()) {
      key = c == "{" ? string() : count++
      read(path == "" ? key : path "|" key)
    }
    at++
  } else if (c == "\"") {
    print path "=" string()
  } else {
    found = ""
    while (at <= length(text) && index(" \t\r\n,:]}", (c = substr(text, at, 1))) == 0) { found = found c; at++ }
    print path "=" found
  }
}
