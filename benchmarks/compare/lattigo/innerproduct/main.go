// Lattigo's inner product of plaintexts and ciphertexts: MulThenAdd a term. Prints milliseconds a term.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/tuneinsight/lattigo/v6/core/rlwe"
	"github.com/tuneinsight/lattigo/v6/schemes/ckks"
)

func argument(i, otherwise int) int {
	if len(os.Args) > i {
		if v, err := strconv.Atoi(os.Args[i]); err == nil {
			return v
		}
	}
	return otherwise
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	logN, limbs, terms := argument(1, 14), argument(2, 5), argument(3, 32)
	logQ := []int{60}
	for i := 1; i < limbs; i++ {
		logQ = append(logQ, 45)
	}
	params, err := ckks.NewParametersFromLiteral(
		ckks.ParametersLiteral{LogN: logN, LogQ: logQ, LogP: []int{60}, LogDefaultScale: 45})
	check(err)
	secret, public := rlwe.NewKeyGenerator(params).GenKeyPairNew()
	_ = secret
	encoder, encryptor := ckks.NewEncoder(params), rlwe.NewEncryptor(params, public)
	evaluator := ckks.NewEvaluator(params, nil)
	x, w := make([]*rlwe.Plaintext, terms), make([]*rlwe.Ciphertext, terms)
	values := make([]float64, params.MaxSlots())
	for j := range x {
		for k := range values {
			values[k] = 0.5 / float64(j+1)
		}
		x[j] = ckks.NewPlaintext(params, params.MaxLevel())
		check(encoder.Encode(values, x[j]))
		w[j], err = encryptor.EncryptNew(x[j])
		check(err)
	}
	best := 1e9
	for run := 0; run < 41; run++ {
		start := time.Now()
		sum, err := evaluator.MulNew(w[0], x[0])
		check(err)
		for j := 1; j < terms; j++ {
			check(evaluator.MulThenAdd(w[j], x[j], sum))
		}
		ms := time.Since(start).Seconds() * 1000 / float64(terms)
		if run > 0 && ms < best {
			best = ms
		}
	}
	fmt.Printf("%.3f\n", best)
}
