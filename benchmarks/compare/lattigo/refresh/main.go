// Lattigo's refresh that transforms slots on the way: milliseconds that one party's share takes, and what the driver makes of
// the sum, for one ciphertext. Best of so many runs.
package main

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"time"

	"github.com/tuneinsight/lattigo/v6/core/rlwe"
	"github.com/tuneinsight/lattigo/v6/multiparty/mpckks"
	"github.com/tuneinsight/lattigo/v6/schemes/ckks"
	"github.com/tuneinsight/lattigo/v6/utils/bignum"
	"github.com/tuneinsight/lattigo/v6/utils/sampling"
)

// As ConversionShare: four limbs in, six out, masks of 128 bits above 61, a transform that keeps all bits of the masks.
const (
	logN      = 14
	levelIn   = 3
	levelOut  = 5
	maskBits  = 189
	precision = 256
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func timed(name string, runs int, work func() error) {
	best := math.Inf(1)
	for run := 0; run < runs; run++ {
		start := time.Now()
		check(work())
		best = math.Min(best, time.Since(start).Seconds()*1000)
	}
	fmt.Printf("%s %.2f\n", name, best)
}

func main() {
	runs := 15
	if len(os.Args) > 1 {
		given, err := strconv.Atoi(os.Args[1])
		check(err)
		runs = given
	}
	params, err := ckks.NewParametersFromLiteral(ckks.ParametersLiteral{
		LogN: logN, LogQ: []int{60, 45, 45, 45, 45, 45}, LogP: []int{60, 60}, LogDefaultScale: 45})
	check(err)
	secret := rlwe.NewKeyGenerator(params).GenSecretKeyNew()
	protocol, err := mpckks.NewMaskedLinearTransformationProtocol(params, params, precision, params.Xe())
	check(err)
	crs, err := sampling.NewPRNG()
	check(err)
	common := protocol.SampleCRP(levelOut, crs)
	share := protocol.AllocateShare(levelIn, levelOut)
	// All slots 0; encoded, so that it counts as slots.
	input, err := rlwe.NewEncryptor(params, secret).EncryptNew(ckks.NewPlaintext(params, levelIn))
	check(err)
	// A factor a slot: the least that a transform can do.
	factor := bignum.NewFloat(0.5, precision)
	transform := &mpckks.MaskedLinearTransformationFunc{
		Decode: true,
		Func: func(slots []*bignum.Complex) {
			for i := range slots {
				slots[i][0].Mul(slots[i][0], factor)
				slots[i][1].Mul(slots[i][1], factor)
			}
		},
		Encode: true,
	}
	timed("share", runs, func() error {
		return protocol.GenShare(secret, secret, maskBits, input, common, transform, &share)
	})
	output := ckks.NewCiphertext(params, 1, levelOut)
	timed("finish", runs, func() error { return protocol.Transform(input, transform, common, share, output) })
}
