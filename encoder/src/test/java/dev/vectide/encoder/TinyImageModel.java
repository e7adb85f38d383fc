package dev.vectide.encoder;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * An ONNX graph whose answer can be told by hand: of an image [1, 3, size, size] its output {@code embedding} [1, 3] is the
 * mean of each channel. Its first output, {@code all}, is something else.
 */
public final class TinyImageModel {
    private static final int FLOAT = 1;

    private TinyImageModel() {}

    public static byte[] of(int size) {
        byte[] graph = message(out -> {
            out.writeByteArray(1, node("GlobalAveragePool", "pixels", "means"));
            out.writeByteArray(1, node("Flatten", "means", "embedding"));
            out.writeByteArray(1, node("Flatten", "pixels", "all"));
            out.writeString(2, "tiny");
            out.writeByteArray(11, value("pixels", List.of(1, 3, size, size)));
            out.writeByteArray(12, value("all", List.of(1, 3 * size * size)));
            out.writeByteArray(12, value("embedding", List.of(1, 3)));
        });
        return message(out -> {
            out.writeInt64(1, 6);
            out.writeByteArray(7, graph);
            out.writeByteArray(8, message(opset -> {
                opset.writeString(1, "");
                opset.writeInt64(2, 11);
            }));
        });
    }

    private static byte[] node(String operation, String input, String output) {
        return message(out -> {
            out.writeString(1, input);
            out.writeString(2, output);
            out.writeString(4, operation);
        });
    }

    private static byte[] value(String name, List<Integer> shape) {
        byte[] dimensions = message(out -> {
            for (int length : shape) {
                out.writeByteArray(1, message(dimension -> dimension.writeInt64(1, length)));
            }
        });
        byte[] tensor = message(out -> {
            out.writeInt32(1, FLOAT);
            out.writeByteArray(2, dimensions);
        });
        return message(out -> {
            out.writeString(1, name);
            out.writeByteArray(2, message(type -> type.writeByteArray(1, tensor)));
        });
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
