// OpenFHE's own inner product of plaintexts and ciphertexts: EvalMult and EvalAdd a term. Prints milliseconds a term.
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "openfhe.h"

using namespace lbcrypto;

int main(int argc, char** argv) {
    const uint32_t logn = argc > 1 ? std::atoi(argv[1]) : 14, limbs = argc > 2 ? std::atoi(argv[2]) : 5;
    const uint32_t terms = argc > 3 ? std::atoi(argv[3]) : 32;
    CCParams<CryptoContextCKKSRNS> parameters;
    parameters.SetMultiplicativeDepth(limbs - 1);
    parameters.SetFirstModSize(60);
    parameters.SetScalingModSize(45);
    parameters.SetScalingTechnique(FIXEDMANUAL);
    parameters.SetSecurityLevel(HEStd_128_classic);
    parameters.SetRingDim(1u << logn);
    parameters.SetPREMode(NOT_SET);
    auto context = GenCryptoContext(parameters);
    context->Enable(PKE);
    context->Enable(LEVELEDSHE);
    auto keys = context->KeyGen();
    std::vector<Plaintext> x;
    std::vector<Ciphertext<DCRTPoly>> w;
    for (uint32_t j = 0; j < terms; ++j) {
        auto values = context->MakeCKKSPackedPlaintext(std::vector<double>(1u << (logn - 1), 0.5 / (j + 1)));
        values->SetFormat(Format::EVALUATION);
        x.push_back(values);
        w.push_back(context->Encrypt(keys.publicKey, values));
    }
    auto product = [&] {
        auto sum = context->EvalMult(w[0], x[0]);
        for (uint32_t j = 1; j < terms; ++j) context->EvalAddInPlace(sum, context->EvalMult(w[j], x[j]));
        return sum;
    };
    product();
    double best = 1e9;
    for (int run = 0; run < 40; ++run) {
        auto start = std::chrono::steady_clock::now();
        product();
        double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        best = std::min(best, ms / terms);
    }
    std::printf("%.3f\n", best);
}
