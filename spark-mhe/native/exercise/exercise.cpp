// Calls every function of facade.h with arrays of exactly the length that it states, so that a sanitised build reports
// what reads or writes beyond them, leaks or computes what C++ does not define. Ends with 1 where a result is wrong or
// an object is left. `../check --sanitize` builds and runs it; an argument makes it write beyond an array, to show that
// this is seen.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <vector>

#include "../facade.h"

using namespace parley;

namespace {

int failures = 0;

void expect(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "wrong: %s\n", what);
        failures++;
    }
}

void expectThrows(const std::function<void()>& call, const char* what) {
    try {
        call();
    } catch (const std::exception&) {
        return;
    }
    expect(false, what);
}

std::vector<int8_t> seedOf(int value) { return std::vector<int8_t>(32, static_cast<int8_t>(value)); }

// Equal residues at all places.
bool same(int64_t a, int64_t b, int n, int limbs) {
    std::vector<int32_t> all(static_cast<size_t>(n));
    for (int i = 0; i < n; i++) all[static_cast<size_t>(i)] = i;
    std::vector<int64_t> x(static_cast<size_t>(n) * static_cast<size_t>(limbs)), y(x.size());
    polyResidues(a, all.data(), n, x.data());
    polyResidues(b, all.data(), n, y.data());
    return x == y;
}

// Residues of the same integers but for rounding.
bool nearlySame(int64_t a, int64_t b, int n, int limbs) {
    const int words = (60 + 45 * (limbs - 1)) / 64 + 1;
    std::vector<int64_t> apart(static_cast<size_t>(n) * static_cast<size_t>(words));
    const int64_t difference = polySubtract(a, b);
    polyCentred(difference, apart.data(), words);
    polyFree(difference);
    for (size_t k = 0; k < apart.size(); k += static_cast<size_t>(words))
        if (apart[k] < -8 || apart[k] > 8) return false;
    return true;
}

void streams() {
    expect(!openfheVersion().empty() && !glibcVersion().empty() && !kernels().empty(), "versions");
    expect(lastPrime(45, 2048) % 2048 == 1, "lastPrime");
    std::vector<int64_t> words(7);
    drawWords(words.data(), 7);
    expectThrows([] { expand(nullptr, 0, 3, nullptr, 0); }, "an empty key");
    for (int length : {1, 32, 64}) {
        for (int count : {0, 1, 63, 64, 65, 1000}) {
            std::vector<int8_t> key(static_cast<size_t>(length)), out(static_cast<size_t>(count));
            expand(key.data(), length, 3, out.data(), count);
        }
    }
}

void polynomials(int64_t ring, int n, int limbs) {
    const std::vector<int8_t> seed = seedOf(1), other = seedOf(2);
    const int64_t a = sampleUniform(ring, seed.data(), limbs, false);
    const int64_t b = sampleUniform(ring, other.data(), limbs, false);
    const int64_t sum = polyAdd(a, b), back = polySubtract(sum, b), minus = polyNegate(a);
    expect(same(back, a, n, limbs), "a + b - b");
    const int64_t zero = polyZero(ring, limbs, false), nothing = polyAdd(a, minus);
    expect(same(zero, nothing, n, limbs), "a - a");
    const int64_t product = polyMultiply(a, b), fused = polyMultiplyAdd(a, b, zero);
    expect(same(product, fused, n, limbs), "a b + 0");
    const int64_t difference = polySubtractProduct(a, b, product);
    expect(same(difference, zero, n, limbs), "a b - a b");
    const int64_t dot = innerProduct(&a, &b, 1);
    expect(same(dot, product, n, limbs), "one product");
    const int64_t pair[2] = {a, b}, factors[2] = {b, a};
    int64_t both[2];
    innerProductPair(pair, factors, pair, 2, both);

    // (1 - 2 X^3) b - 3 (X^0 + X^3) b and the same of a, by products with the polynomials.
    const int32_t exponents[] = {0, 3}, values[] = {1, -2, -3, -3};
    const int64_t twice[2] = {b, b}, others[2] = {a, a};
    int64_t of[2], inverse[2];
    integerProducts(exponents, 2, false, values, twice, others, 2, of);
    integerProducts(exponents, 2, true, values, twice, others, 2, inverse);
    std::vector<int64_t> two(static_cast<size_t>(limbs), 2), five(static_cast<size_t>(limbs), 5);
    const int64_t b2 = polyMultiplyResidues(b, two.data()), b5 = polyMultiplyResidues(b, five.data());
    const int64_t up = polyMonomial(b5, 3), down = polyMonomial(b5, 2 * n - 3);
    const int64_t sumUp = polyAdd(b2, up), sumDown = polyAdd(b2, down);
    const int64_t wanted = polyNegate(sumUp), wantedInverse = polyNegate(sumDown);
    expect(same(of[0], wanted, n, limbs) && same(inverse[0], wantedInverse, n, limbs), "products with integers");
    for (int64_t poly : {of[0], of[1], inverse[0], inverse[1], b2, b5, up, down, sumUp, sumDown, wanted, wantedInverse})
        polyFree(poly);

    std::vector<int64_t> ones(static_cast<size_t>(limbs), 1);
    const int64_t scaled = polyMultiplyResidues(a, ones.data()), shifted = polyAddResidues(a, ones.data());
    expect(same(scaled, a, n, limbs), "times 1");
    const int64_t rotated = polyAutomorphism(a, 5), moved = polyMonomial(a, 2 * n - 1), home = polyMonomial(moved, 1);
    expect(same(home, a, n, limbs), "X^2n");

    std::vector<int32_t> places = {0, n / 2, n - 1};
    std::vector<int64_t> residues(places.size() * static_cast<size_t>(limbs), 4);
    const int64_t sparse = polyOfResidues(ring, limbs, places.data(), 3, residues.data());
    std::vector<int64_t> read(residues.size());
    polyResidues(sparse, places.data(), 3, read.data());
    expect(read == residues, "residues at three places");

    const int words = (60 + 45 * (limbs - 1)) / 64 + 1;
    std::vector<int64_t> integers(static_cast<size_t>(n) * static_cast<size_t>(words));
    polyCentred(a, integers.data(), words);
    const int64_t again = polyOfWords(ring, limbs, integers.data(), words);
    expect(same(again, a, n, limbs), "centred coefficients and back");

    std::vector<int8_t> bytes(3 + static_cast<size_t>(2 * n * limbs) * sizeof(int64_t));
    polysWrite(pair, 2, bytes.data(), 3);
    int64_t copies[2];
    polysRead(ring, limbs, false, bytes.data(), 3, 2, copies);
    expect(same(copies[0], a, n, limbs) && same(copies[1], b, n, limbs), "written and read");
    std::vector<int8_t> bad(bytes.size(), -1);
    expectThrows([&] { polysRead(ring, limbs, false, bad.data(), 3, 2, copies); }, "residues that are too large");

    for (int64_t poly :
         {a,       b,       sum,    back,    minus,   zero,  nothing, product, fused, difference, dot,
          both[0], both[1], scaled, shifted, rotated, moved, home,    sparse,  again, copies[0],  copies[1]})
        polyFree(poly);
    if (limbs > 1) {
        const int64_t tall = sampleUniform(ring, seed.data(), limbs, false);
        const int64_t rescaled = polyRescale(tall), reference = openfheRescale(tall), low = polyDrop(tall, limbs - 1);
        expect(same(rescaled, reference, n, limbs - 1), "rescale as OpenFHE's");
        for (int64_t poly : {tall, rescaled, reference, low}) polyFree(poly);
    }
}

void encoding(int64_t ring, int n, int limbs) {
    for (int count : {0, 1, n / 2}) {
        std::vector<double> slots(static_cast<size_t>(count)), decoded(static_cast<size_t>(n / 2));
        for (int i = 0; i < count; i++) slots[static_cast<size_t>(i)] = std::sin(i + 1);
        const double scale = std::ldexp(1, 40);
        const int64_t encoded = encode(ring, slots.data(), count, scale, limbs);
        decode(encoded, scale, decoded.data());
        for (int i = 0; i < count; i++)
            expect(std::fabs(slots[static_cast<size_t>(i)] - decoded[static_cast<size_t>(i)]) < 1e-6, "decoded slots");
        polyFree(encoded);
    }
    polyFree(encodeConstant(ring, -1.5, std::ldexp(1, 100), limbs));
}

void keys(int64_t ring, int n, int limbs) {
    const int digits = ringDigits(ring), all = limbs + ringSpecialLimbs(ring);
    std::vector<int64_t> b, a;
    // Without noise and mask, so that results differ from OpenFHE's by the rounding of the division by P alone.
    const int64_t s = sampleTernary(ring, seedOf(10).data(), limbs, true);
    const int64_t t = sampleGaussian(ring, seedOf(20).data(), limbs, true);
    for (int k = 0; k < digits; k++) {
        b.push_back(polyGadget(s, k));
        a.push_back(polyGadget(t, k));
    }
    polyFree(s);
    polyFree(t);
    const int64_t key = keyMake(b.data(), a.data(), digits);
    std::vector<int8_t> bytes(static_cast<size_t>(2 * digits * n * all) * sizeof(int64_t));
    keyWrite(key, bytes.data(), 0);
    for (int l = 1; l <= limbs; l++) {
        const int64_t poly = sampleUniform(ring, seedOf(30 + l).data(), l, false);
        int64_t out[2], reference[2];
        keySwitch(poly, key, out);
        openfheKeySwitch(poly, key, reference);
        expect(nearlySame(out[0], reference[0], n, l) && nearlySame(out[1], reference[1], n, l),
               "key switch as OpenFHE's");
        for (int64_t one : {poly, out[0], out[1], reference[0], reference[1]}) polyFree(one);
    }
    for (int64_t one : b) polyFree(one);
    for (int64_t one : a) polyFree(one);
    keyFree(key);
}

void samplers(int64_t ring, int n, int limbs) {
    const std::vector<int8_t> seed = seedOf(7);
    const int64_t secret = sampleTernary(ring, seed.data(), limbs, true);
    std::vector<int8_t> packed(static_cast<size_t>(n / 4));
    ternaryPack(secret, packed.data());
    const int64_t unpacked = ternaryUnpack(ring, packed.data());
    expect(same(secret, unpacked, n, limbs + ringSpecialLimbs(ring)), "ternary packed");
    std::vector<int8_t> bad(packed.size(), -1);
    expectThrows([&] { polyFree(ternaryUnpack(ring, bad.data())); }, "a coefficient of 3");
    for (double sigma : {3.2, 1e6, 1e25}) polyFree(sampleWideGaussian(ring, seed.data(), limbs, sigma));
    for (int words : {1, 2, 5}) {
        std::vector<int64_t> out(static_cast<size_t>(9 * words));
        wideGaussianWords(seed.data(), 1e4, 9, out.data(), words);
        maskWords(seed.data(), 64 * words - 1, 9, out.data(), words);
    }
    polyFree(secret);
    polyFree(unpacked);
}

void transforms(int64_t ring, int n, int limbs) {
    const int all = limbs + ringSpecialLimbs(ring);
    std::vector<int64_t> primes(static_cast<size_t>(all)), roots(primes.size());
    ringPrimes(ring, primes.data());
    ringRoots(ring, roots.data());
    for (int row = 0; row < all; row++) {
        std::vector<int64_t> x(static_cast<size_t>(n)), y;
        for (int i = 0; i < n; i++) x[static_cast<size_t>(i)] = (i * 7919LL) % primes[static_cast<size_t>(row)];
        y = x;
        for (bool forward : {true, false}) {
            kernelTransform(ring, row, forward, x.data());
            openfheTransform(ring, row, forward, y.data());
            expect(x == y, "transform as OpenFHE's");
        }
    }
}

// Numbers of four words that differ below bit 65 at most.
bool alike(const std::vector<int64_t>& a, const std::vector<int64_t>& b) {
    for (size_t k = 0; k < a.size(); k += 4)
        if (a[k + 1] - b[k + 1] < -1 || a[k + 1] - b[k + 1] > 1) return false;
    return true;
}

// With cosines of 53 bits: there and back is the same to as many.
void wide() {
    const double pi = 3.14159265358979323846;
    for (int logN : {4, 5, 10}) {
        const int n = 1 << logN, half = n / 2;
        std::vector<int64_t> cosines(static_cast<size_t>(half + 1) * 4, 0);
        for (int k = 0; k <= half; k++)
            cosines[static_cast<size_t>(4 * k + 3)] = static_cast<int64_t>(std::ldexp(std::cos(pi * k / n), 62));
        const int64_t transform = wideTransformMake(logN, cosines.data());
        for (int words : {1, 3, 5}) {
            const int bits = 64 * words - 1;
            std::vector<int64_t> in(static_cast<size_t>(n * words));
            maskWords(seedOf(words).data(), bits, n, in.data(), words);
            const int64_t numerators[][2] = {{1, 0}, {-1, -1}, {-5, 77}};
            for (const auto& numerator : numerators) {
                std::vector<int64_t> fixed(static_cast<size_t>(4 * n)), a(fixed.size() / 2), b(a), x(fixed), y(fixed);
                for (int shift : {-30, 0, 64, 200})
                    expect(wideScale(in.data(), words, n, numerator, 2, shift, bits, fixed.data()) == -1, "scaled");
                expect(wideScale(in.data(), words, n, numerator, 2, 3, 2, fixed.data()) >= 0, "beyond a limit");
                const int64_t one = 1;
                wideScale(in.data(), words, n, &one, 1, bits - 100, bits, fixed.data());
                wideSlots(transform, fixed.data(), fixed.data(), a.data(), b.data());
                expect(alike(a, b), "slots of the same polynomial");
                wideCoefficients(transform, a.data(), b.data(), 20, x.data(), y.data());
                expect(alike(x, y), "coefficients of the same slots");
            }
        }
        expectThrows([&] { wideCoefficients(transform, nullptr, nullptr, 0, nullptr, nullptr); }, "no rounding");
        wideTransformFree(transform);
    }
    expectThrows([] { wideTransformMake(3, nullptr); }, "a ring that is too small");
}

}  // namespace

int main(int arguments, char**) {
    streams();
    wide();
    for (int digits : {1, 2, 4}) {
        const int logN = 10, n = 1 << logN, limbs = 4;
        const int64_t ring = ringOpen(logN, 60, 45, limbs, digits, true);
        expect(ringSecurityBits(ring) == 0 && ringIdentity(ring) != 0, "an insecure ring");
        transforms(ring, n, limbs);
        for (int l = 1; l <= limbs; l++) {
            polynomials(ring, n, l);
            encoding(ring, n, l);
        }
        samplers(ring, n, limbs);
        const std::vector<int8_t> seed = seedOf(3);
        const int64_t small = sampleTernary(ring, seed.data(), 1, false);
        polyFree(polyExtend(small));
        polyFree(small);
        keys(ring, n, limbs);
        if (arguments > 1) {
            std::vector<double> beyond(static_cast<size_t>(n / 2 - 1));
            const int64_t poly = encodeConstant(ring, 1, 1e9, limbs);
            decode(poly, 1e9, beyond.data());
            polyFree(poly);
        }
        ringFree(ring);
    }
    expectThrows([] { ringOpen(10, 60, 45, 4, 2, false); }, "a ring that is not secure");
    expect(polysAlive() == 0 && ringsAlive() == 0, "objects that are left");
    std::puts(failures == 0 ? "every function was called" : "some results were wrong");
    return failures == 0 ? 0 : 1;
}
