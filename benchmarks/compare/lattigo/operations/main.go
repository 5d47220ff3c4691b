// Lattigo's CKKS operations and a party's shares, at Parley's secure presets: microseconds each, the best of five means.
// Prints "name microseconds" a line, with the names of Parley's benchmarks. Arguments: 14 or 15, and limbs of the operands.
package main

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"time"

	"github.com/tuneinsight/lattigo/v6/core/rlwe"
	"github.com/tuneinsight/lattigo/v6/multiparty"
	"github.com/tuneinsight/lattigo/v6/multiparty/mpckks"
	"github.com/tuneinsight/lattigo/v6/ring"
	"github.com/tuneinsight/lattigo/v6/schemes/ckks"
	"github.com/tuneinsight/lattigo/v6/utils/sampling"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func timed(name string, work func()) {
	work()
	best := math.Inf(1)
	for batch := 0; batch < 5; batch++ {
		runs := 0
		start := time.Now()
		for time.Since(start) < 200*time.Millisecond {
			work()
			runs++
		}
		best = math.Min(best, time.Since(start).Seconds()*1e6/float64(runs))
	}
	fmt.Printf("%s %.1f\n", name, best)
}

// parameters of the same n, primes and number of key switching digits as Parley's presets.
func parameters(logN int) ckks.Parameters {
	limbs, logP := 8, []int{60}
	if logN == 15 {
		// Two digits of six limbs: P must reach 285 bits.
		limbs, logP = 11, []int{48, 48, 48, 48, 48, 48}
	}
	logQ := []int{60}
	for i := 1; i < limbs; i++ {
		logQ = append(logQ, 45)
	}
	params, err := ckks.NewParametersFromLiteral(
		ckks.ParametersLiteral{LogN: logN, LogQ: logQ, LogP: logP, LogDefaultScale: 45})
	check(err)
	return params
}

func main() {
	logN, err := strconv.Atoi(os.Args[1])
	check(err)
	limbs, err := strconv.Atoi(os.Args[2])
	check(err)
	params := parameters(logN)
	level := limbs - 1
	generator := rlwe.NewKeyGenerator(params)
	secret, public := generator.GenKeyPairNew()
	relinearisation := generator.GenRelinearizationKeyNew(secret)
	galois := generator.GenGaloisKeyNew(params.GaloisElement(1), secret)
	evaluator := ckks.NewEvaluator(params, rlwe.NewMemEvaluationKeySet(relinearisation, galois))
	encoder, encryptor := ckks.NewEncoder(params), rlwe.NewEncryptor(params, public)
	values := make([]float64, params.MaxSlots())
	for k := range values {
		values[k] = math.Sin(float64(k))
	}
	plain := ckks.NewPlaintext(params, level)
	check(encoder.Encode(values, plain))
	cipher, err := encryptor.EncryptNew(plain)
	check(err)
	product, err := evaluator.MulNew(cipher, plain)
	check(err)

	timed("encode", func() { check(encoder.Encode(values, ckks.NewPlaintext(params, level))) })
	timed("decode", func() { check(encoder.Decode(plain, values)) })
	timed("encryptZero", func() { encryptor.EncryptZeroNew(level) })
	timed("multiplyRelinearise", func() { _, err := evaluator.MulRelinNew(cipher, cipher); check(err) })
	timed("rotate", func() { _, err := evaluator.RotateNew(cipher, 1); check(err) })
	timed("rescale", func() { check(evaluator.Rescale(product, ckks.NewCiphertext(params, 1, level-1))) })
	timed("multiplyPlain", func() { _, err := evaluator.MulNew(cipher, plain); check(err) })
	timed("add", func() { _, err := evaluator.AddNew(cipher, cipher); check(err) })
	timed("write", func() { _, err := cipher.MarshalBinary(); check(err) })
	shares(params, secret, public, encryptor)
}

// shares of one party: of 3 and 5 limbs, as VaultRounds asks for them.
func shares(params ckks.Parameters, secret *rlwe.SecretKey, public *rlwe.PublicKey, encryptor *rlwe.Encryptor) {
	flooding := ring.DiscreteGaussian{Sigma: 1 << 40, Bound: 6 * (1 << 40)}
	opened, low := encryptor.EncryptZeroNew(2), encryptor.EncryptZeroNew(4)
	low.Scale = params.DefaultScale()

	keySwitch, err := multiparty.NewPublicKeySwitchProtocol(params, flooding)
	check(err)
	switched := keySwitch.AllocateShare(opened.Level())
	timed("keySwitchShare", func() { keySwitch.GenShare(secret, public, opened, &switched) })

	refresh, err := mpckks.NewRefreshProtocol(params, 128, params.Xe())
	check(err)
	crs, err := sampling.NewPRNG()
	check(err)
	share := refresh.AllocateShare(low.Level(), params.MaxLevel())
	// Masks of 128 bits above a value of 45.
	timed("refreshShare", func() {
		check(refresh.GenShare(secret, 173, low, refresh.SampleCRP(params.MaxLevel(), crs), &share))
	})
}
