#include "crosscheck.h"

#include <random>

#include "fma.h"
#include "fourier.h"

namespace parley {

namespace {

using namespace lbcrypto;

NativeVector vectorOf(const u64* x, u64 n, u64 q) {
    NativeVector v(static_cast<uint32_t>(n), NativeInteger(q));
    for (u64 k = 0; k < n; ++k) v[k] = NativeInteger(x[k]);
    return v;
}

void copyTo(const NativeVector& v, u64* x) {
    for (u64 k = 0; k < v.GetLength(); ++k) x[k] = v[k].ConvertToInt<uint64_t>();
}

void transformByOpenfhe(const Ring& r, int32_t row, bool forward, u64* x) {
    NativeVector v = vectorOf(x, r.n, r.mod[row].q);
    NativeInteger root(r.roots[row]);
    auto order = static_cast<uint32_t>(2 * r.n);
    ChineseRemainderTransformFTT<NativeVector> transform;
    if (forward) {
        transform.ForwardTransformToBitReverseInPlace(root, order, &v);
    } else {
        transform.InverseTransformFromBitReverseInPlace(root, order, &v);
    }
    copyTo(v, x);
}

void transformByKernel(const Ring& r, int32_t row, bool forward, u64* x) {
    if (forward) {
        r.ntt[row].forward(x);
    } else {
        r.ntt[row].inverse(x);
    }
}

DCRTPoly elementOf(const Poly& p) {
    std::vector<NativeInteger> moduli, roots;
    for (int32_t i = 0; i < p.rows(); ++i) {
        moduli.emplace_back(p.ring->mod[i].q);
        roots.emplace_back(p.ring->roots[i]);
    }
    auto parameters = std::make_shared<DCRTPoly::Params>(static_cast<uint32_t>(2 * p.ring->n), moduli, roots);
    DCRTPoly element(parameters, Format::EVALUATION, true);
    for (int32_t i = 0; i < p.rows(); ++i) {
        NativePoly row(parameters->GetParams()[i], Format::EVALUATION, true);
        row.SetValues(vectorOf(p.row(i), p.ring->n, p.ring->mod[i].q), Format::EVALUATION);
        element.SetElementAtIndex(i, std::move(row));
    }
    return element;
}

int64_t handleOf(const std::shared_ptr<const Ring>& ring, DCRTPoly element) {
    element.SetFormat(Format::EVALUATION);
    Poly out(ring, static_cast<int32_t>(element.GetNumOfElements()), false);
    for (int32_t i = 0; i < out.limbs; ++i) copyTo(element.GetElementAtIndex(i).GetValues(), out.row(i));
    return std::move(out).handle();
}

std::vector<DCRTPoly> elementsOf(const std::vector<Poly>& polys) {
    std::vector<DCRTPoly> elements;
    for (const Poly& p : polys) elements.push_back(elementOf(p));
    return elements;
}

void requireRow(const Ring& r, int32_t row) {
    require(row >= 0 && row < static_cast<int32_t>(r.mod.size()),
            "cannot transform: row " + std::to_string(row) + ", expected one of " + std::to_string(r.mod.size()));
}

}  // namespace

void checkTransforms(const Ring& r) {
    std::vector<u64> input(r.n), ours(r.n), theirs(r.n);
    for (int32_t row = 0; row < static_cast<int32_t>(r.mod.size()); ++row) {
        const u64 q = r.mod[row].q;
        std::mt19937_64 random(q);  // the same each time, so that a failure comes back
        for (u64& x : input) x = random() % q;
        input[0] = q - 1;
        for (bool forward : {true, false}) {
            ours = theirs = input;
            transformByKernel(r, row, forward, ours.data());
            transformByOpenfhe(r, row, forward, theirs.data());
            auto [our, their] = std::mismatch(ours.begin(), ours.end(), theirs.begin());
            if (our == ours.end()) continue;
            const std::string used = q < kFmaLimit ? kernels() : "scalar";
            throw std::runtime_error("cannot use the " + used + " kernels: their " + (forward ? "forward" : "inverse") +
                                     " transform modulo " + std::to_string(q) + " differs from OpenFHE's, expected " +
                                     std::to_string(*their) + ", got " + std::to_string(*our));
        }
    }
}

void kernelTransform(int64_t ring, int32_t row, bool forward, int64_t* residues) {
    auto r = ringOf(ring);
    requireRow(*r, row);
    transformByKernel(*r, row, forward, reinterpret_cast<u64*>(residues));
}

void openfheTransform(int64_t ring, int32_t row, bool forward, int64_t* residues) {
    auto r = ringOf(ring);
    requireRow(*r, row);
    auto exclusive = changeLibraryTables();
    transformByOpenfhe(*r, row, forward, reinterpret_cast<u64*>(residues));
}

int64_t openfheRescale(int64_t a) {
    const Poly& x = poly(a);
    require(x.limbs >= 2 && !x.extended, "cannot rescale: expected at least 2 limbs modulo Q");
    auto exclusive = changeLibraryTables();
    auto context = libraryContext(*x.ring);
    auto parameters = std::dynamic_pointer_cast<CryptoParametersRNS>(context->GetCryptoParameters());
    size_t dropped = x.ring->limbs - x.limbs;
    DCRTPoly element = elementOf(x);
    element.DropLastElementAndScale(parameters->GetQlQlInvModqlDivqlModq(dropped), parameters->GetqlInvModq(dropped));
    return handleOf(x.ring, std::move(element));
}

void openfheKeySwitch(int64_t p, int64_t key, int64_t* out) {
    const Poly& x = poly(p);
    const Key& k = *reinterpret_cast<const Key*>(key);
    require(x.ring == k.ring && !x.extended, "cannot switch keys: the polynomial and the key are of different rings");
    auto exclusive = changeLibraryTables();
    auto evaluationKey = std::make_shared<EvalKeyRelinImpl<DCRTPoly>>(libraryContext(*x.ring));
    evaluationKey->SetAVector(elementsOf(k.a));
    evaluationKey->SetBVector(elementsOf(k.b));
    auto switched = KeySwitchHYBRID().KeySwitchCore(elementOf(x), evaluationKey);
    for (int c = 0; c < 2; ++c) out[c] = handleOf(x.ring, std::move((*switched)[c]));
}

}  // namespace parley
