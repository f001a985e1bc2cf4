package org.mixminus;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.IntToLongFunction;
import org.mixminus.c.Mixminus;

/** Converts values between Java and the C interface. A value of a wrong type is an error, never converted. */
final class Values {
    private static final BigInteger WIDE_END = BigInteger.ONE.shiftLeft(64);

    private Values() {}

    /** Gives each entry of a map to set, which returns false for a name that it does not know. Nulls are defaults. */
    static void each(Map<?, ?> options, BiPredicate<String, Object> set) {
        if (options == null) {
            return;
        }
        for (Map.Entry<?, ?> entry : options.entrySet()) {
            String name = String.valueOf(entry.getKey());
            // A null is offered too if the name is unknown, so that a misspelt option is found in any case.
            if (entry.getValue() != null ? !set.test(name, entry.getValue()) : !known(set, name)) {
                throw MixminusException.invalid("unknown option: " + name);
            }
        }
    }

    private static boolean known(BiPredicate<String, Object> set, String name) {
        try {
            return set.test(name, null);
        } catch (RuntimeException e) {
            return true; // it did not like the null
        }
    }

    /** A flag: a uint32_t of 0 or 1. */
    static int flag(String name, Object value) {
        return truth(name, value) ? 1 : 0;
    }

    /** A uint32_t: an integer or a member of an enum. */
    static int unsigned(String name, Object value) {
        return (int) integer(name, value, 0, 0xFFFFFFFFL);
    }

    /** An int32_t. */
    static int signed(String name, Object value) {
        return (int) integer(name, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** A uint64_t or size_t; a negative long stands for the number with the same bits. */
    static long wide(String name, Object value) {
        if (value instanceof Long) {
            return (Long) value;
        }
        BigInteger number = whole(value);
        if (number == null || number.signum() < 0 || number.compareTo(WIDE_END) >= 0) {
            throw MixminusException.invalid(name + ": " + Json.of(value) + ", must be an integer of 64 bits");
        }
        return number.longValue();
    }

    private static long integer(String name, Object value, long least, long most) {
        BigInteger number = whole(value);
        if (number == null || number.bitLength() > 62 || number.longValue() < least || number.longValue() > most) {
            throw MixminusException.invalid(
                name + ": " + Json.of(value) + ", must be an integer from " + least + " to " + most);
        }
        return number.longValue();
    }

    /** The value as an integer; null if it is none. */
    static BigInteger whole(Object value) {
        if (value instanceof BigInteger) {
            return (BigInteger) value;
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        return value instanceof Coded ? BigInteger.valueOf(((Coded) value).code()) : null;
    }

    /** A number that is not infinite; null for anything else. */
    static BigDecimal number(Object value) {
        if (value instanceof BigDecimal) {
            return (BigDecimal) value;
        }
        if (value instanceof Number) {
            double number = ((Number) value).doubleValue();
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                return null;
            }
            return new BigDecimal(value.toString());
        }
        return null;
    }

    static boolean truth(String name, Object value) {
        if (value instanceof Boolean) {
            return (Boolean) value;
        }
        BigInteger number = value instanceof Coded ? null : whole(value);
        if (number == null || !number.equals(BigInteger.ZERO) && !number.equals(BigInteger.ONE)) {
            throw MixminusException.invalid(name + ": " + Json.of(value) + ", must be true or false");
        }
        return number.signum() != 0;
    }

    /** A mixminus_sound: "none", "beep" or a prompt. */
    static long sound(String name, Object value) {
        if (value == null || isText(value) && value.toString().equals("none")) {
            return Mixminus.MIXMINUS_SOUND_NONE;
        }
        if (isText(value) && value.toString().equals("beep")) {
            return Mixminus.MIXMINUS_SOUND_BEEP;
        }
        if (value instanceof Prompt) {
            return ((Prompt) value).handle();
        }
        throw MixminusException.invalid(name + ": " + Json.of(value) + ", must be \"none\", \"beep\" or a prompt");
    }

    static boolean isText(Object value) {
        return value instanceof CharSequence || value instanceof Character;
    }

    /** The first length bytes as UTF-8; if length is -1 those before the first NUL. */
    static String text(byte[] bytes, int length) {
        int end = length;
        if (length < 0) {
            for (end = 0; end < bytes.length && bytes[end] != 0; end++) {}
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    static List<Long> list(int count, IntToLongFunction element) {
        List<Long> list = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            list.add(element.applyAsLong(k));
        }
        return list;
    }
}
