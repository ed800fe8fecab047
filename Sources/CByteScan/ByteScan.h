// Where fields and records of delimited text end: compare 64 bytes at a time and follow the quotes by their parity. Swift
// has no compare-and-movemask.
//
// Header only. The plain Swift twin in Records/Decoding/ByteScan.swift is what these functions are tested against. SSE2
// and NEON are always there; AVX2 and AVX-512 are chosen at run time.
#ifndef WRKAUD_BYTE_SCAN_H
#define WRKAUD_BYTE_SCAN_H

#include <stddef.h>
#include <stdint.h>
#include "../CProcessor/Processor.h"
#include "BitsOfByte.h"
#include "Numbers.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/// Bit i of each mask: byte i of the 64 has that value.
typedef struct {
    uint64_t first, second, third;
} wrkaud_masks;

/// Reads exactly 64 bytes at `bytes`; no alignment is needed.
static inline __attribute__((always_inline)) wrkaud_masks
wrkaud_masks_of_64(const uint8_t *_Nonnull bytes, uint8_t first, uint8_t second, uint8_t third) {
    wrkaud_masks masks = {0, 0, 0};
#if defined(__x86_64__)
    const __m128i a = _mm_set1_epi8((char)first);
    const __m128i b = _mm_set1_epi8((char)second);
    const __m128i c = _mm_set1_epi8((char)third);
    for (int part = 0; part < 4; part++) {
        const __m128i data = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
        masks.first |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(data, a)) << (16 * part);
        masks.second |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(data, b)) << (16 * part);
        masks.third |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(data, c)) << (16 * part);
    }
#elif defined(__aarch64__)
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t weight = vld1q_u8(weights);
    const uint8_t wanted[3] = {first, second, third};
    uint64_t found[3] = {0, 0, 0};
    for (int part = 0; part < 4; part++) {
        const uint8x16_t data = vld1q_u8(bytes + 16 * part);
        for (int value = 0; value < 3; value++) {
            const uint8x16_t bits = vandq_u8(vceqq_u8(data, vdupq_n_u8(wanted[value])), weight);
            const uint64_t low = vaddv_u8(vget_low_u8(bits));
            const uint64_t high = vaddv_u8(vget_high_u8(bits));
            found[value] |= (low | high << 8) << (16 * part);
        }
    }
    masks.first = found[0];
    masks.second = found[1];
    masks.third = found[2];
#else
    for (int at = 0; at < 64; at++) {
        masks.first |= (uint64_t)(bytes[at] == first) << at;
        masks.second |= (uint64_t)(bytes[at] == second) << at;
        masks.third |= (uint64_t)(bytes[at] == third) << at;
    }
#endif
    return masks;
}

#if defined(__x86_64__)
static inline WRKAUD_WIDE uint64_t wrkaud_equal_wide(__m256i low, __m256i high, uint8_t value) {
    const __m256i wanted = _mm256_set1_epi8((char)value);
    const uint64_t upper = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
    return upper << 32 | (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
}

/// The same with AVX2.
static inline WRKAUD_WIDE wrkaud_masks
wrkaud_masks_of_64_wide(const uint8_t *_Nonnull bytes, uint8_t first, uint8_t second, uint8_t third) {
    const __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
    const __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
    const wrkaud_masks masks = {
        wrkaud_equal_wide(low, high, first), wrkaud_equal_wide(low, high, second), wrkaud_equal_wide(low, high, third)};
    return masks;
}

/// The same with AVX-512.
static inline WRKAUD_WIDEST wrkaud_masks
wrkaud_masks_of_64_widest(const uint8_t *_Nonnull bytes, uint8_t first, uint8_t second, uint8_t third) {
    const __m512i data = _mm512_loadu_si512(bytes);
    const wrkaud_masks masks = {
        _mm512_cmpeq_epi8_mask(data, _mm512_set1_epi8((char)first)),
        _mm512_cmpeq_epi8_mask(data, _mm512_set1_epi8((char)second)),
        _mm512_cmpeq_epi8_mask(data, _mm512_set1_epi8((char)third))};
    return masks;
}
#endif

// MARK: fields and records

/// How delimited text is marked.
typedef struct {
    uint8_t delimiter, quote, line_end;
    /// 0 where quotes are data.
    uint8_t has_quotes;
} wrkaud_marks;

/// How far a block is cut. Swift keeps it between calls.
typedef struct {
    /// The next byte to look at, and where the record began that it belongs to.
    size_t at, record_start;
    /// All ones while the next byte is inside quotes; 1 when the byte before allows a quote to open; 1 when it is a quote
    /// that closed.
    uint64_t inside, may_open, has_closed;
    /// Entries written, and those of them that end a record.
    size_t cuts, records;
    /// Whether a quote stood twice.
    int doubled;
    /// Not 0 when a line end stood within quotes.
    uint64_t quoted_ends;
} wrkaud_cut;

/// The top bit of an entry that ends a record.
#define WRKAUD_RECORD_END 0x80000000u

/// Writes the position of the lowest bit of `bits`, plus `base`, and takes it away; anything when there is none.
#define WRKAUD_PUT(slot)                                                                                               \
    out[slot] = base + (uint32_t)__builtin_ctzll(bits | 1ull << 63);                                                   \
    bits &= bits - 1;

/// Writes the positions of all bits one after the other, 8 and then 4 at a time: `out` needs room for 64 + 4.
static inline __attribute__((always_inline)) void
wrkaud_put_positions(uint64_t bits, int count, uint32_t base, uint32_t *_Nonnull out) {
    WRKAUD_PUT(0) WRKAUD_PUT(1) WRKAUD_PUT(2) WRKAUD_PUT(3)
    WRKAUD_PUT(4) WRKAUD_PUT(5) WRKAUD_PUT(6) WRKAUD_PUT(7)
    for (int done = 8; done < count; done += 4) {
        out += 4;
        WRKAUD_PUT(4) WRKAUD_PUT(5) WRKAUD_PUT(6) WRKAUD_PUT(7)
    }
}

/// Writes the positions of `bits`, `count` of them, and marks those that are also in `ends`.
static inline __attribute__((always_inline)) void
wrkaud_put_cuts(uint64_t bits, uint64_t ends, int count, uint32_t base, uint32_t *_Nonnull out) {
    wrkaud_put_positions(bits, count, base, out);
    for (; ends; ends &= ends - 1) out[__builtin_popcountll(bits & ((ends & -ends) - 1))] |= WRKAUD_RECORD_END;
}

#if defined(__x86_64__)
/// The same with AVX2, byte by byte of `bits`, each by one look into a table: no branch depends on how many there are. Taking
/// one bit after the other waits for the one before. `out` needs room for 64 + 8.
static inline WRKAUD_WIDE void
wrkaud_put_cuts_wide(uint64_t bits, uint64_t ends, int count, uint32_t base, uint32_t *_Nonnull out) {
    (void)count;
    uint32_t *next = out;
    uint64_t rest = bits;
    __m256i bases = _mm256_set1_epi32((int)base);
    for (int byte = 0; byte < 8; byte++, rest >>= 8) {
        const __m128i places = _mm_loadl_epi64((const __m128i *)wrkaud_bits_of_byte[rest & 0xff]);
        _mm256_storeu_si256((__m256i *)next, _mm256_add_epi32(_mm256_cvtepu8_epi32(places), bases));
        bases = _mm256_add_epi32(bases, _mm256_set1_epi32(8));
        next += __builtin_popcountll(rest & 0xff);
    }
    // Seldom more than one, and whether there is one is hard to foresee: the slot behind the last takes what marks none.
    out[__builtin_popcountll(bits & ((ends & -ends) - 1))] |= ends ? WRKAUD_RECORD_END : 0;
    while ((ends &= ends - 1)) out[__builtin_popcountll(bits & ((ends & -ends) - 1))] |= WRKAUD_RECORD_END;
}

/// The same with AVX-512, 16 at a time, and without a branch on where records end: that is hard to foresee.
static inline WRKAUD_WIDEST void
wrkaud_put_cuts_widest(uint64_t bits, uint64_t ends, int count, uint32_t base, uint32_t *_Nonnull out) {
    static const uint8_t numbers[64] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
    };
    const __m512i bases = _mm512_set1_epi32((int)base), mark = _mm512_set1_epi32((int)WRKAUD_RECORD_END);
    uint64_t marked = _pext_u64(ends, bits);
    __m512i places = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(numbers));
    for (int done = 0;;) {
        const __m512i cuts = _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(places)), bases);
        _mm512_storeu_si512(out + done, _mm512_mask_or_epi32(cuts, (__mmask16)marked, cuts, mark));
        done += 16;
        if (done >= count) break;
        places = _mm512_alignr_epi32(places, places, 4);
        marked >>= 16;
    }
}
#endif

/// How many groups may be gone through before anything need be asked again: none where the next one has to stay.
static inline size_t wrkaud_groups_ahead(
    const wrkaud_cut *_Nonnull s, size_t count, size_t limit, size_t longest, size_t room, int writes) {
    if (s->at + 64 > count || (s->at >= limit && s->records > 0) || s->at + 64 - s->record_start > longest) return 0;
    size_t groups = (count - s->at) / 64;
    const size_t to_limit = s->at < limit ? (limit - s->at + 63) / 64 : 1;
    const size_t to_longest = (longest - (s->at - s->record_start)) / 64;
    if (to_limit < groups) groups = to_limit;
    if (to_longest < groups) groups = to_longest;
    if (!writes) return groups;
    if (s->cuts + 72 > room) return 0;
    const size_t to_room = (room - s->cuts - 8) / 64;
    return to_room < groups ? to_room : groups;
}

/// Bit i: whether an odd number of the bits 0 ... i is set.
static inline __attribute__((always_inline)) uint64_t wrkaud_parity(uint64_t bits) {
    for (int step = 1; step < 64; step *= 2) bits ^= bits << step;
    return bits;
}

#if defined(__x86_64__)
/// The same by a product without carries.
static inline WRKAUD_WIDE uint64_t wrkaud_parity_wide(uint64_t bits) {
    const __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits), _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}
#endif

/// Goes through whole groups of 64 bytes as long as parity alone is right (see QuoteParity in ByteScan.swift).
///
/// Stops before a group with a doubt, before one that does not lie below `count`, where `out` has room for fewer than
/// `room` - `cuts` = 72 entries, where a record has reached `limit`, or is longer than `longest`. `out` may be NULL: only
/// records are looked for then.
#define WRKAUD_GO(name, attributes, masks_of_64, parity, put)                                                                  \
    static inline attributes void name(                                                                                \
        wrkaud_cut *_Nonnull state, const uint8_t *_Nonnull bytes, size_t count, wrkaud_marks marks, size_t limit,     \
        size_t longest, uint32_t *_Nullable out, size_t room) {                                                        \
        wrkaud_cut s = *state;                                                                                         \
        for (size_t ahead; (ahead = wrkaud_groups_ahead(&s, count, limit, longest, room, out != NULL));) {             \
            for (; ahead; ahead--) {                                                                                   \
                const wrkaud_masks found = masks_of_64(                                                                \
                    bytes + s.at, marks.delimiter, marks.has_quotes ? marks.quote : marks.line_end, marks.line_end);   \
                const uint64_t quotes = marks.has_quotes ? found.second : 0;                                           \
                uint64_t either = found.first | found.third, ends = found.third;                                       \
                if (quotes | s.inside | s.has_closed) {                                                                \
                    const uint64_t within = parity(quotes) ^ s.inside;                                                 \
                    const uint64_t all = either | quotes, closes = quotes & ~within;                                   \
                    const uint64_t bad = (quotes & within & ~(all << 1 | s.may_open))                                  \
                                         | ((closes << 1 | s.has_closed) & ~all);                                      \
                    if (bad) goto end;                                                                                 \
                    s.doubled |= (quotes & (quotes << 1 | s.has_closed)) != 0;                                         \
                    s.inside = (uint64_t)((int64_t)within >> 63);                                                      \
                    s.may_open = all >> 63;                                                                            \
                    s.has_closed = closes >> 63;                                                                       \
                    s.quoted_ends |= found.third & within;                                                             \
                    either &= ~within;                                                                                 \
                    ends &= ~within;                                                                                   \
                } else {                                                                                               \
                    s.may_open = either >> 63;                                                                         \
                }                                                                                                      \
                if (out) {                                                                                             \
                    const int fields = __builtin_popcountll(either);                                                   \
                    put(either, ends, fields, (uint32_t)s.at, out + s.cuts);                                           \
                    s.cuts += (size_t)fields;                                                                          \
                }                                                                                                      \
                s.records += (size_t)__builtin_popcountll(ends);                                                       \
                const size_t last_end = s.at + 64 - (size_t)__builtin_clzll(ends | 1);                                 \
                s.record_start = ends ? last_end : s.record_start;                                                     \
                s.at += 64;                                                                                            \
            }                                                                                                          \
        }                                                                                                              \
    end:                                                                                                               \
        *state = s;                                                                                                    \
    }

WRKAUD_GO(wrkaud_cut_base, , wrkaud_masks_of_64, wrkaud_parity, wrkaud_put_cuts)
#if defined(__x86_64__)
WRKAUD_GO(wrkaud_cut_wide, WRKAUD_WIDE, wrkaud_masks_of_64_wide, wrkaud_parity_wide, wrkaud_put_cuts_wide)
WRKAUD_GO(wrkaud_cut_widest, WRKAUD_WIDEST, wrkaud_masks_of_64_widest, wrkaud_parity_wide, wrkaud_put_cuts_widest)
#endif

/// The one that suits the processor. `width`: at most what `wrkaud_width` said.
static inline void wrkaud_cut_groups(
    wrkaud_cut *_Nonnull state, const uint8_t *_Nonnull bytes, size_t count, wrkaud_marks marks, size_t limit,
    size_t longest, uint32_t *_Nullable out, size_t room, int width) {
#if defined(__x86_64__)
    if (width == 2) {
        wrkaud_cut_widest(state, bytes, count, marks, limit, longest, out, room);
        return;
    }
    if (width == 1) {
        wrkaud_cut_wide(state, bytes, count, marks, limit, longest, out, room);
        return;
    }
#endif
    wrkaud_cut_base(state, bytes, count, marks, limit, longest, out, room);
}

// MARK: text

/// Two bytes of a text, `distance` apart, each in both its cases.
typedef struct {
    uint8_t first, first_other, last, last_other;
    size_t distance;
} wrkaud_pair;

/// Where both bytes next stand at or after `at`; or the first place that was not looked at, because fewer than 64 bytes
/// follow its second byte.
#define WRKAUD_FIND(name, attributes, masks_of_64)                                                                     \
    static inline attributes size_t name(                                                                              \
        const uint8_t *_Nonnull bytes, size_t at, size_t count, wrkaud_pair pair) {                                    \
        for (; at + pair.distance + 64 <= count; at += 64) {                                                           \
            const wrkaud_masks head = masks_of_64(bytes + at, pair.first, pair.first_other, pair.first);               \
            const wrkaud_masks tail =                                                                                  \
                masks_of_64(bytes + at + pair.distance, pair.last, pair.last_other, pair.last);                        \
            const uint64_t both = (head.first | head.second) & (tail.first | tail.second);                             \
            if (both) return at + (size_t)__builtin_ctzll(both);                                                       \
        }                                                                                                              \
        return at;                                                                                                     \
    }

WRKAUD_FIND(wrkaud_find_base, , wrkaud_masks_of_64)
#if defined(__x86_64__)
WRKAUD_FIND(wrkaud_find_wide, WRKAUD_WIDE, wrkaud_masks_of_64_wide)
#endif

/// The one that suits the processor. `wide`: what `wrkaud_is_wide` said.
static inline size_t wrkaud_find_pair(
    const uint8_t *_Nonnull bytes, size_t at, size_t count, wrkaud_pair pair, int wide) {
#if defined(__x86_64__)
    if (wide) return wrkaud_find_wide(bytes, at, count, pair);
#endif
    return wrkaud_find_base(bytes, at, count, pair);
}

#endif
