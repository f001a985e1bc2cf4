package org.mixminus;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;

/** Writes a value as JSON, for error messages. */
public final class Json {
    private Json() {}

    public static String of(Object value) {
        StringBuilder json = new StringBuilder();
        write(json, value);
        return json.toString();
    }

    private static void write(StringBuilder json, Object value) {
        if (value == null || value instanceof Boolean) {
            json.append(value);
        } else if (value instanceof Number) {
            json.append(value instanceof BigDecimal ? ((BigDecimal) value).toPlainString() : value.toString());
        } else if (value instanceof Map) {
            Iterator<? extends Map.Entry<?, ?>> entries = ((Map<?, ?>) value).entrySet().iterator();
            json.append('{');
            while (entries.hasNext()) {
                Map.Entry<?, ?> entry = entries.next();
                text(json, String.valueOf(entry.getKey()));
                json.append(':');
                write(json, entry.getValue());
                json.append(entries.hasNext() ? "," : "");
            }
            json.append('}');
        } else if (value instanceof Iterable) {
            Iterator<?> elements = ((Iterable<?>) value).iterator();
            json.append('[');
            while (elements.hasNext()) {
                write(json, elements.next());
                json.append(elements.hasNext() ? "," : "");
            }
            json.append(']');
        } else if (value instanceof Object[]) {
            write(json, java.util.Arrays.asList((Object[]) value));
        } else if (value instanceof CharSequence || value instanceof Character) {
            text(json, value.toString());
        } else {
            text(json, value.getClass().getSimpleName());
        }
    }

    private static void text(StringBuilder json, String text) {
        json.append('"');
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c == '\n') {
                json.append("\\n");
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
