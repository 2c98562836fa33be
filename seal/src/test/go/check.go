// Checks what a seal proves with the Go team's reference for transparency logs. Reads lines:
//
//	key <verifier key>
//	note <base64 of a checkpoint>            signed by the last key
//	tree <size> <base64 root>
//	leaf <index> <base64 of the entry> <size> <root> <hash,hash,…>
//	begin <old size> <old root> <size> <root> <hash,hash,…>
package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error, line string) {
	if err != nil {
		fmt.Println("refused:", err, line)
		os.Exit(1)
	}
}

func bytes(text string) []byte {
	decoded, err := base64.StdEncoding.DecodeString(text)
	must(err, text)
	return decoded
}

func hash(text string) tlog.Hash {
	var h tlog.Hash
	copy(h[:], bytes(text))
	return h
}

func hashes(fields []string) []tlog.Hash {
	var all []tlog.Hash
	if len(fields) > 0 {
		for _, each := range strings.Split(fields[0], ",") {
			all = append(all, hash(each))
		}
	}
	return all
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	must(err, text)
	return n
}

func main() {
	var verifier note.Verifier
	var notes, leaves, begins int
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		var err error
		switch f[0] {
		case "key":
			verifier, err = note.NewVerifier(f[1])
			must(err, lines.Text())
		case "note":
			opened, err := note.Open(bytes(f[1]), note.VerifierList(verifier))
			must(err, lines.Text())
			parts := strings.Split(opened.Text, "\n")
			if parts[0] != verifier.Name() || parts[1] != f[2] || parts[2] != f[3] {
				must(fmt.Errorf("another checkpoint"), lines.Text())
			}
			notes++
		case "leaf":
			leaf := tlog.RecordHash(bytes(f[2]))
			must(tlog.CheckRecord(hashes(f[5:]), number(f[3]), hash(f[4]), number(f[1]), leaf), lines.Text())
			leaves++
		case "begin":
			must(tlog.CheckTree(hashes(f[5:]), number(f[3]), hash(f[4]), number(f[1]), hash(f[2])), lines.Text())
			begins++
		}
	}
	fmt.Println("checkpoints", notes, "leaves", leaves, "begins", begins)
}
