// What the processor can do, asked at run time: one program runs on every machine and uses the wide registers of those
// that have them.
#ifndef WRKAUD_PROCESSOR_H
#define WRKAUD_PROCESSOR_H

#include <stdint.h>

#if defined(__x86_64__)
#include <cpuid.h>
/// Functions so marked may only be called where `wrkaud_is_wide` says so.
#define WRKAUD_WIDE __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#endif

/// Whether the processor and the system let AVX2 and the instructions on single bits of its time be used.
static inline int wrkaud_is_wide(void) {
#if defined(__x86_64__)
    unsigned a, b, c, d;
    const unsigned saved = 1u << 27 | 1u << 28 | 1u << 23;  // OSXSAVE, AVX, POPCNT
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & saved) != saved) return 0;
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low & 6) != 6) return 0;  // the system saves the wide registers
    const unsigned bits = 1u << 5 | 1u << 3 | 1u << 8;  // AVX2, BMI1, BMI2
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || (b & bits) != bits) return 0;
    return __get_cpuid(0x80000001, &a, &b, &c, &d) && (c & (1u << 5));  // LZCNT
#else
    return 0;
#endif
}

#endif
