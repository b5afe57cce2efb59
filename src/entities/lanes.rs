//! Several numbers at once: what x86-64 and wasm have instructions for, and the same in plain code for other
//! machines. All of them give the same numbers: whole ones wrap, and floats are added and multiplied one by one.

pub use machine::{Floats, Sums, Words};

#[cfg(target_arch = "x86_64")]
mod machine {
    use std::arch::x86_64::*;

    /// Calls what needs SSE2.
    macro_rules! sse2 {
        ($call:expr) => {
            // SAFETY: every x86-64 has SSE2, and none of these reads memory.
            unsafe { $call }
        };
    }

    /// Eight whole numbers of 16 bits.
    #[derive(Debug, Clone, Copy)]
    pub struct Words(__m128i);

    impl Words {
        /// These.
        #[inline(always)]
        pub fn new(n: [i16; 8]) -> Self {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            Words(unsafe { std::mem::transmute::<[i16; 8], __m128i>(n) })
        }

        /// These, with all their bits.
        #[inline(always)]
        pub fn widened(n: &[i8; 8]) -> Self {
            // SAFETY: every x86-64 has SSE2; eight bytes are read, which the array has, wherever it lies.
            let bytes = unsafe { _mm_loadl_epi64(n.as_ptr().cast()) };
            Words(sse2!(_mm_srai_epi16(_mm_unpacklo_epi8(bytes, bytes), 8)))
        }

        /// One by one.
        #[inline(always)]
        pub fn array(self) -> [i16; 8] {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            unsafe { std::mem::transmute::<__m128i, [i16; 8]>(self.0) }
        }

        /// Two of them four times over, the lower first.
        #[inline(always)]
        pub fn pair(pair: u32) -> Self {
            Words(sse2!(_mm_set1_epi32(pair as i32)))
        }

        /// The sums, or the greatest or least that 16 bits hold.
        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            Words(sse2!(_mm_adds_epi16(self.0, other.0)))
        }

        /// What is below 0 becomes 0.
        #[inline(always)]
        pub fn rectified(self) -> Self {
            Words(sse2!(_mm_max_epi16(self.0, _mm_setzero_si128())))
        }

        /// Each two as one number.
        #[inline(always)]
        pub fn pairs(self) -> [u32; 4] {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            unsafe { std::mem::transmute::<__m128i, [u32; 4]>(self.0) }
        }

        /// As floats, the first four and the others.
        #[inline(always)]
        pub fn floats(self) -> [Floats; 2] {
            let twice = [sse2!(_mm_unpacklo_epi16(self.0, self.0)), sse2!(_mm_unpackhi_epi16(self.0, self.0))];
            twice.map(|n| Floats(sse2!(_mm_cvtepi32_ps(_mm_srai_epi32::<16>(n)))))
        }

        /// Of each two that stand side by side, the sum of their products.
        #[inline(always)]
        pub fn dot(self, other: Self) -> Sums {
            Sums(sse2!(_mm_madd_epi16(self.0, other.0)))
        }
    }

    /// Four whole numbers of 32 bits.
    #[derive(Debug, Clone, Copy)]
    pub struct Sums(__m128i);

    impl Sums {
        /// These.
        #[inline(always)]
        pub fn new(n: [i32; 4]) -> Self {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            Sums(unsafe { std::mem::transmute::<[i32; 4], __m128i>(n) })
        }

        /// One by one.
        #[inline(always)]
        pub fn array(self) -> [i32; 4] {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            unsafe { std::mem::transmute::<__m128i, [i32; 4]>(self.0) }
        }

        /// The sums.
        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            Sums(sse2!(_mm_add_epi32(self.0, other.0)))
        }

        /// Each shifted to the right, in 16 bits: what is too great for them is the greatest that they hold.
        #[inline(always)]
        pub fn narrowed(self, other: Self, shift: u32) -> Words {
            let by = sse2!(_mm_cvtsi32_si128(shift as i32));
            Words(sse2!(_mm_packs_epi32(_mm_sra_epi32(self.0, by), _mm_sra_epi32(other.0, by))))
        }

        /// As floats.
        #[inline(always)]
        pub fn floats(self) -> Floats {
            Floats(sse2!(_mm_cvtepi32_ps(self.0)))
        }
    }

    /// Four floats.
    #[derive(Debug, Clone, Copy)]
    pub struct Floats(__m128);

    impl Floats {
        /// These.
        #[inline(always)]
        pub fn new(n: [f32; 4]) -> Self {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            Floats(unsafe { std::mem::transmute::<[f32; 4], __m128>(n) })
        }

        /// One by one.
        #[inline(always)]
        pub fn array(self) -> [f32; 4] {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            unsafe { std::mem::transmute::<__m128, [f32; 4]>(self.0) }
        }

        /// One number four times over.
        #[inline(always)]
        pub fn all(n: f32) -> Self {
            Floats(sse2!(_mm_set1_ps(n)))
        }

        /// The sums.
        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            Floats(sse2!(_mm_add_ps(self.0, other.0)))
        }

        /// The products.
        #[inline(always)]
        pub fn times(self, other: Self) -> Self {
            Floats(sse2!(_mm_mul_ps(self.0, other.0)))
        }

        /// Of each two the greater one; none of them may be NaN.
        #[inline(always)]
        pub fn greater(self, other: Self) -> Self {
            Floats(sse2!(_mm_max_ps(self.0, other.0)))
        }

        /// A bit for each that is greater, the first lowest.
        #[inline(always)]
        pub fn above(self, other: Self) -> u32 {
            sse2!(_mm_movemask_ps(_mm_cmpgt_ps(self.0, other.0))) as u32
        }

        /// Each times 2 to the power in the last bits of `power`.
        #[inline(always)]
        pub fn shifted(self, power: Self) -> Self {
            let power = sse2!(_mm_slli_epi32::<23>(_mm_castps_si128(power.0)));
            Floats(sse2!(_mm_castsi128_ps(_mm_add_epi32(_mm_castps_si128(self.0), power))))
        }
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod machine {
    use std::arch::wasm32::*;

    /// Eight whole numbers of 16 bits.
    #[derive(Debug, Clone, Copy)]
    pub struct Words(v128);

    impl Words {
        /// These.
        #[inline(always)]
        pub fn new(n: [i16; 8]) -> Self {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            Words(unsafe { std::mem::transmute::<[i16; 8], v128>(n) })
        }

        /// These, with all their bits.
        #[inline(always)]
        pub fn widened(n: &[i8; 8]) -> Self {
            // SAFETY: the eight bytes that it reads are those of `n`; it needs no alignment.
            Words(unsafe { i16x8_load_extend_i8x8(n.as_ptr()) })
        }

        /// One by one.
        #[inline(always)]
        pub fn array(self) -> [i16; 8] {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            unsafe { std::mem::transmute::<v128, [i16; 8]>(self.0) }
        }

        /// Two of them four times over, the lower first.
        #[inline(always)]
        pub fn pair(pair: u32) -> Self {
            Words(u32x4_splat(pair))
        }

        /// The sums, or the greatest or least that 16 bits hold.
        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            Words(i16x8_add_sat(self.0, other.0))
        }

        /// What is below 0 becomes 0.
        #[inline(always)]
        pub fn rectified(self) -> Self {
            Words(i16x8_max(self.0, i16x8_splat(0)))
        }

        /// Each two as one number.
        #[inline(always)]
        pub fn pairs(self) -> [u32; 4] {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            unsafe { std::mem::transmute::<v128, [u32; 4]>(self.0) }
        }

        /// As floats, the first four and the others.
        #[inline(always)]
        pub fn floats(self) -> [Floats; 2] {
            let halves = (i32x4_extend_low_i16x8(self.0), i32x4_extend_high_i16x8(self.0));
            [Floats(f32x4_convert_i32x4(halves.0)), Floats(f32x4_convert_i32x4(halves.1))]
        }

        /// Of each two that stand side by side, the sum of their products.
        #[inline(always)]
        pub fn dot(self, other: Self) -> Sums {
            Sums(i32x4_dot_i16x8(self.0, other.0))
        }
    }

    /// Four whole numbers of 32 bits.
    #[derive(Debug, Clone, Copy)]
    pub struct Sums(v128);

    impl Sums {
        /// These.
        #[inline(always)]
        pub fn new(n: [i32; 4]) -> Self {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            Sums(unsafe { std::mem::transmute::<[i32; 4], v128>(n) })
        }

        /// One by one.
        #[inline(always)]
        pub fn array(self) -> [i32; 4] {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            unsafe { std::mem::transmute::<v128, [i32; 4]>(self.0) }
        }

        /// The sums.
        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            Sums(i32x4_add(self.0, other.0))
        }

        /// Each shifted to the right, in 16 bits: what is too great for them is the greatest that they hold.
        #[inline(always)]
        pub fn narrowed(self, other: Self, shift: u32) -> Words {
            Words(i16x8_narrow_i32x4(i32x4_shr(self.0, shift), i32x4_shr(other.0, shift)))
        }

        /// As floats.
        #[inline(always)]
        pub fn floats(self) -> Floats {
            Floats(f32x4_convert_i32x4(self.0))
        }
    }

    /// Four floats.
    #[derive(Debug, Clone, Copy)]
    pub struct Floats(v128);

    impl Floats {
        /// These.
        #[inline(always)]
        pub fn new(n: [f32; 4]) -> Self {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            Floats(unsafe { std::mem::transmute::<[f32; 4], v128>(n) })
        }

        /// One by one.
        #[inline(always)]
        pub fn array(self) -> [f32; 4] {
            // SAFETY: both are 16 bytes, and any 16 bytes are either.
            unsafe { std::mem::transmute::<v128, [f32; 4]>(self.0) }
        }

        /// One number four times over.
        #[inline(always)]
        pub fn all(n: f32) -> Self {
            Floats(f32x4_splat(n))
        }

        /// The sums.
        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            Floats(f32x4_add(self.0, other.0))
        }

        /// The products.
        #[inline(always)]
        pub fn times(self, other: Self) -> Self {
            Floats(f32x4_mul(self.0, other.0))
        }

        /// Of each two the greater one; none of them may be NaN.
        #[inline(always)]
        pub fn greater(self, other: Self) -> Self {
            Floats(f32x4_pmax(self.0, other.0))
        }

        /// A bit for each that is greater, the first lowest.
        #[inline(always)]
        pub fn above(self, other: Self) -> u32 {
            i32x4_bitmask(f32x4_gt(self.0, other.0)).into()
        }

        /// Each times 2 to the power in the last bits of `power`.
        #[inline(always)]
        pub fn shifted(self, power: Self) -> Self {
            Floats(i32x4_add(self.0, i32x4_shl(power.0, 23)))
        }
    }
}

#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
use plain as machine;

#[cfg(any(test, not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))))]
mod plain {
    use std::array::from_fn;

    /// Eight whole numbers of 16 bits.
    #[derive(Debug, Clone, Copy)]
    pub struct Words([i16; 8]);

    impl Words {
        /// These.
        #[inline(always)]
        pub fn new(n: [i16; 8]) -> Self {
            Words(n)
        }

        /// These, with all their bits.
        #[inline(always)]
        pub fn widened(n: &[i8; 8]) -> Self {
            Words(n.map(i16::from))
        }

        /// One by one.
        #[inline(always)]
        pub fn array(self) -> [i16; 8] {
            self.0
        }

        /// Two of them four times over, the lower first.
        #[inline(always)]
        pub fn pair(pair: u32) -> Self {
            Words(from_fn(|i| (pair >> (16 * (i % 2))) as i16))
        }

        /// The sums, or the greatest or least that 16 bits hold.
        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            Words(from_fn(|i| self.0[i].saturating_add(other.0[i])))
        }

        /// What is below 0 becomes 0.
        #[inline(always)]
        pub fn rectified(self) -> Self {
            Words(self.0.map(|n| n.max(0)))
        }

        /// Each two as one number.
        #[inline(always)]
        pub fn pairs(self) -> [u32; 4] {
            from_fn(|i| u32::from(self.0[2 * i] as u16) | u32::from(self.0[2 * i + 1] as u16) << 16)
        }

        /// As floats, the first four and the others.
        #[inline(always)]
        pub fn floats(self) -> [Floats; 2] {
            [0, 4].map(|from| Floats(from_fn(|i| self.0[from + i].into())))
        }

        /// Of each two that stand side by side, the sum of their products.
        #[inline(always)]
        pub fn dot(self, other: Self) -> Sums {
            let product = |i: usize| i32::from(self.0[i]) * i32::from(other.0[i]);
            Sums(from_fn(|i| product(2 * i).wrapping_add(product(2 * i + 1))))
        }
    }

    /// Four whole numbers of 32 bits.
    #[derive(Debug, Clone, Copy)]
    pub struct Sums([i32; 4]);

    impl Sums {
        /// These.
        #[inline(always)]
        pub fn new(n: [i32; 4]) -> Self {
            Sums(n)
        }

        /// One by one.
        #[inline(always)]
        pub fn array(self) -> [i32; 4] {
            self.0
        }

        /// The sums.
        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            Sums(from_fn(|i| self.0[i].wrapping_add(other.0[i])))
        }

        /// Each shifted to the right, in 16 bits: what is too great for them is the greatest that they hold.
        #[inline(always)]
        pub fn narrowed(self, other: Self, shift: u32) -> Words {
            let narrow = |n: i32| (n >> shift).clamp(i16::MIN.into(), i16::MAX.into()) as i16;
            Words(from_fn(|i| narrow(if i < 4 { self.0[i] } else { other.0[i - 4] })))
        }

        /// As floats.
        #[inline(always)]
        pub fn floats(self) -> Floats {
            Floats(self.0.map(|n| n as f32))
        }
    }

    /// Four floats.
    #[derive(Debug, Clone, Copy)]
    pub struct Floats([f32; 4]);

    impl Floats {
        /// These.
        #[inline(always)]
        pub fn new(n: [f32; 4]) -> Self {
            Floats(n)
        }

        /// One by one.
        #[inline(always)]
        pub fn array(self) -> [f32; 4] {
            self.0
        }

        /// One number four times over.
        #[inline(always)]
        pub fn all(n: f32) -> Self {
            Floats([n; 4])
        }

        /// The sums.
        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            Floats(from_fn(|i| self.0[i] + other.0[i]))
        }

        /// The products.
        #[inline(always)]
        pub fn times(self, other: Self) -> Self {
            Floats(from_fn(|i| self.0[i] * other.0[i]))
        }

        /// Of each two the greater one; none of them may be NaN.
        #[inline(always)]
        pub fn greater(self, other: Self) -> Self {
            Floats(from_fn(|i| if self.0[i] > other.0[i] { self.0[i] } else { other.0[i] }))
        }

        /// A bit for each that is greater, the first lowest.
        #[inline(always)]
        pub fn above(self, other: Self) -> u32 {
            (0..4).fold(0, |bits, i| bits | u32::from(self.0[i] > other.0[i]) << i)
        }

        /// Each times 2 to the power in the last bits of `power`.
        #[inline(always)]
        pub fn shifted(self, power: Self) -> Self {
            Floats(from_fn(|i| f32::from_bits(self.0[i].to_bits().wrapping_add(power.0[i].to_bits() << 23))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{machine, plain};

    /// The same steps on either.
    macro_rules! steps {
        ($on:ident, $a:expr, $b:expr) => {{
            let (a, b) = ($on::Words::new($a), $on::Words::new($b));
            let sums = a.dot(b).plus($on::Sums::new([1, -2, i32::MAX, 70_000]));
            let narrow = sums.narrowed(a.dot(a), 3);
            let floats = sums.floats().times($on::Floats::all(0.3)).plus($on::Floats::new([0.1, 1e9, -0.7, 3.0]));
            let bytes = $on::Words::widened(&a.array().map(|n| n as i8));
            let words =
                [a.plus(b), narrow, narrow.rectified(), $on::Words::pair(0x8001_7FFF), bytes].map(|w| w.array());
            let odd = floats.shifted($on::Floats::new([12_582_912.0, 12_582_915.0, 12_582_907.0, 12_582_911.0]));
            let greater = floats.greater($on::Floats::all(0.5));
            let wide = (narrow.pairs(), a.floats().map(|f| f.array()));
            (words, wide, sums.array(), [floats, odd, greater].map(|f| f.array()), floats.above($on::Floats::all(0.5)))
        }};
    }

    #[test]
    fn the_machines_lanes_are_the_plain_ones() {
        let mut state = 7u32;
        let mut draw = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // Often the least, where products leave 32 bits.
            if state >> 30 == 0 { i16::MIN } else { (state >> 8) as i16 }
        };
        for _ in 0..500 {
            let (a, b): ([i16; 8], [i16; 8]) = (std::array::from_fn(|_| draw()), std::array::from_fn(|_| draw()));
            assert_eq!(steps!(machine, a, b), steps!(plain, a, b), "{a:?} {b:?}");
        }
        assert_eq!(plain::Words::pair(0xFFFF_0001).array(), [1, -1, 1, -1, 1, -1, 1, -1]);
    }
}
