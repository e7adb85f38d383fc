package dev.vectide.indexer.index;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attributes in a snapshot: texts, numbers, flags and lists of these. */
final class AttributeCodec {
    private static final byte TEXT = 1;
    private static final byte DOUBLE = 2;
    private static final byte LONG = 3;
    private static final byte FLAG = 4;
    private static final byte LIST = 5;

    private AttributeCodec() {}

    static void writeText(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void write(DataOutput out, Map<String, Object> attributes) throws IOException {
        out.writeInt(attributes.size());
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            writeText(out, attribute.getKey());
            writeValue(out, attribute.getValue());
        }
    }

    static Map<String, Object> read(DataInput in) throws IOException {
        int size = in.readInt();
        if (size == 0) {
            return Map.of();
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            attributes.put(readText(in), readValue(in));
        }
        return attributes;
    }

    private static void writeValue(DataOutput out, Object value) throws IOException {
        if (value instanceof String text) {
            out.writeByte(TEXT);
            writeText(out, text);
        } else if (value instanceof Boolean flag) {
            out.writeByte(FLAG);
            out.writeBoolean(flag);
        } else if (value instanceof Long || value instanceof Integer) {
            out.writeByte(LONG);
            out.writeLong(((Number) value).longValue());
        } else if (value instanceof Number number) {
            out.writeByte(DOUBLE);
            out.writeDouble(number.doubleValue());
        } else if (value instanceof List<?> list) {
            out.writeByte(LIST);
            out.writeInt(list.size());
            for (Object element : list) {
                writeValue(out, element);
            }
        } else {
            throw new IOException("an attribute of " + value.getClass());
        }
    }

    private static Object readValue(DataInput in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case TEXT -> readText(in);
            case FLAG -> in.readBoolean();
            case LONG -> in.readLong();
            case DOUBLE -> in.readDouble();
            case LIST -> {
                int size = in.readInt();
                List<Object> list = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    list.add(readValue(in));
                }
                yield List.copyOf(list);
            }
            default -> throw new IOException("an attribute of kind " + kind);
        };
    }
}
