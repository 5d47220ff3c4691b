"""A round of masked sums by the functions that Flower's SecAgg+ client and server call, one after the other, without its
network: the job of masked-sums. All clients mask with all. Prints one line of JSON; seconds leave out imports.
"""

import json
import os
import sys
import time

import numpy as np
from flwr.common.secure_aggregation.crypto.shamir import combine_shares, create_shares
from flwr.common.secure_aggregation.crypto.symmetric_encryption import decrypt, encrypt, generate_shared_key
from flwr.common.secure_aggregation.ndarrays_arithmetic import parameters_addition, parameters_mod, parameters_subtraction
from flwr.common.secure_aggregation.quantization import dequantize, quantize
from flwr.common.secure_aggregation.secaggplus_utils import (
    pseudo_rand_gen,
    share_keys_plaintext_concat,
    share_keys_plaintext_separate,
)
from flwr.supercore.primitives.asymmetric import (
    bytes_to_private_key,
    bytes_to_public_key,
    generate_key_pairs,
    private_key_to_bytes,
    public_key_to_bytes,
)

CLIP, TARGET, MODULUS = 8.0, 1 << 22, 1 << 32


def main(clients, threshold, length, dropped):
    rng = np.random.default_rng(7)
    vectors = [rng.uniform(-1, 1, length) for _ in range(clients)]
    start = time.perf_counter()
    keys = [(generate_key_pairs(), generate_key_pairs()) for _ in range(clients)]
    masks = [private_key_to_bytes(first[0]) for first, _ in keys]
    public = [(public_key_to_bytes(first[1]), public_key_to_bytes(second[1])) for first, second in keys]
    seeds = [os.urandom(32) for _ in range(clients)]
    own, mask_shares, sent = {}, {}, {}
    for u in range(clients):
        b, s = create_shares(seeds[u], threshold, clients), create_shares(masks[u], threshold, clients)
        own[u, u], mask_shares[u, u] = b[u], s[u]
        for v in range(clients):
            if v != u:
                shared = generate_shared_key(keys[u][1][0], bytes_to_public_key(public[v][1]))
                sent[u, v] = encrypt(shared, share_keys_plaintext_concat(u, v, b[v], s[v]))
    masked = {}
    for u in range(clients):
        for v in range(clients):
            if v != u:
                shared = generate_shared_key(keys[u][1][0], bytes_to_public_key(public[v][1]))
                _, _, own[v, u], mask_shares[v, u] = share_keys_plaintext_separate(decrypt(shared, sent[v, u]))
        if u < dropped:
            continue
        y = parameters_addition(quantize([vectors[u]], CLIP, TARGET), pseudo_rand_gen(seeds[u], MODULUS, [(length,)]))
        for v in range(clients):
            if v != u:
                shared = generate_shared_key(bytes_to_private_key(masks[u]), bytes_to_public_key(public[v][0]))
                mask = pseudo_rand_gen(shared, MODULUS, [(length,)])
                y = (parameters_addition if u > v else parameters_subtraction)(y, mask)
        masked[u] = parameters_mod(y, MODULUS)
    half = time.perf_counter()
    total = None
    for y in masked.values():
        total = y if total is None else parameters_addition(total, y)
    total = parameters_mod(total, MODULUS)
    stayed = sorted(masked)
    for u in stayed:
        seed = combine_shares([own[u, v] for v in stayed])
        total = parameters_subtraction(total, pseudo_rand_gen(seed, MODULUS, [(length,)]))
    for u in range(dropped):
        key = bytes_to_private_key(combine_shares([mask_shares[u, v] for v in stayed]))
        for v in stayed:
            mask = pseudo_rand_gen(generate_shared_key(key, bytes_to_public_key(public[v][0])), MODULUS, [(length,)])
            total = (parameters_addition if u > v else parameters_subtraction)(total, mask)
    total = parameters_mod(total, MODULUS)
    opened = dequantize([x.astype(np.float64) for x in total], CLIP, TARGET)[0] - (len(stayed) - 1) * CLIP
    end = time.perf_counter()
    error = float(np.max(np.abs(opened - sum(vectors[u] for u in stayed))))
    clear = {"clients": half - start, "server": end - half, "bytes": masked[stayed[0]][0].nbytes, "error": error}
    print(json.dumps(clear))


main(*(int(word) for word in sys.argv[1:5]))
