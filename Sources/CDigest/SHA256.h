// SHA-256 (FIPS 180-4) of bytes that come piece by piece. Header only; Digest/SHA256.swift is its only user.
#ifndef WRKAUD_SHA256_H
#define WRKAUD_SHA256_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    uint32_t state[8];
    /// Bytes taken so far.
    uint64_t length;
    /// The bytes of a block that is not whole yet: `length % 64` of them.
    uint8_t rest[64];
} wrkaud_sha256;

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
static const uint32_t wrkaud_sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline uint32_t wrkaud_sha256_rotated(uint32_t word, int bits) { return word >> bits | word << (32 - bits); }

/// Takes `count` whole blocks of 64 bytes.
static inline void wrkaud_sha256_blocks(uint32_t *_Nonnull state, const uint8_t *_Nonnull bytes, size_t count) {
    for (; count > 0; count--, bytes += 64) {
        uint32_t w[16];
        for (int i = 0; i < 16; i++) {
            uint32_t word;
            memcpy(&word, bytes + 4 * i, 4);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
            word = __builtin_bswap32(word);
#endif
            w[i] = word;
        }
        uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
        uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
#pragma clang loop unroll_count(16)
        for (int i = 0; i < 64; i++) {
            if (i >= 16) {
                const uint32_t x = w[(i + 1) & 15], y = w[(i + 14) & 15];
                w[i & 15] += w[(i + 9) & 15]
                    + (wrkaud_sha256_rotated(x, 7) ^ wrkaud_sha256_rotated(x, 18) ^ x >> 3)
                    + (wrkaud_sha256_rotated(y, 17) ^ wrkaud_sha256_rotated(y, 19) ^ y >> 10);
            }
            const uint32_t one = h + wrkaud_sha256_constants[i] + w[i & 15] + (g ^ (e & (f ^ g)))
                + (wrkaud_sha256_rotated(e, 6) ^ wrkaud_sha256_rotated(e, 11) ^ wrkaud_sha256_rotated(e, 25));
            const uint32_t two = ((a & b) | (c & (a | b)))
                + (wrkaud_sha256_rotated(a, 2) ^ wrkaud_sha256_rotated(a, 13) ^ wrkaud_sha256_rotated(a, 22));
            h = g, g = f, f = e, e = d + one;
            d = c, c = b, b = a, a = one + two;
        }
        state[0] += a, state[1] += b, state[2] += c, state[3] += d;
        state[4] += e, state[5] += f, state[6] += g, state[7] += h;
    }
}

/// Takes the next `count` bytes; `bytes` may be null when there are none.
static inline void wrkaud_sha256_update(wrkaud_sha256 *_Nonnull hash, const uint8_t *_Nullable bytes, size_t count) {
    if (count == 0 || !bytes) return;
    const size_t held = hash->length % 64;
    hash->length += count;
    if (held > 0) {
        const size_t taken = count < 64 - held ? count : 64 - held;
        memcpy(hash->rest + held, bytes, taken);
        bytes += taken, count -= taken;
        if (held + taken < 64) return;
        wrkaud_sha256_blocks(hash->state, hash->rest, 1);
    }
    wrkaud_sha256_blocks(hash->state, bytes, count / 64);
    memcpy(hash->rest, bytes + count / 64 * 64, count % 64);
}

/// Takes the padding and writes the digest's 32 bytes.
static inline void wrkaud_sha256_finish(wrkaud_sha256 *_Nonnull hash, uint8_t *_Nonnull digest) {
    const uint64_t bits = hash->length * 8;
    const size_t held = hash->length % 64;
    uint8_t padding[72] = {0x80};
    const size_t zeros = (held < 56 ? 56 : 120) - held;
    for (int i = 0; i < 8; i++) padding[zeros + i] = (uint8_t)(bits >> (56 - 8 * i));
    wrkaud_sha256_update(hash, padding, zeros + 8);
    for (int i = 0; i < 32; i++) digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}

#endif
