package dev.vectide.encoder.graph;

import com.google.protobuf.UnsafeByteOperations;
import dev.vectide.encoder.graph.proto.AttributeProto;
import dev.vectide.encoder.graph.proto.GraphProto;
import dev.vectide.encoder.graph.proto.ModelProto;
import dev.vectide.encoder.graph.proto.NodeProto;
import dev.vectide.encoder.graph.proto.OperatorSetIdProto;
import dev.vectide.encoder.graph.proto.TensorProto;
import dev.vectide.encoder.graph.proto.TensorShapeProto;
import dev.vectide.encoder.graph.proto.TypeProto;
import dev.vectide.encoder.graph.proto.ValueInfoProto;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Writes an ONNX graph, operation by operation; each is called after its output.
 *
 * <p>Used by one thread.
 */
final class GraphWriter {
    static final int FLOAT = 1;
    static final int UINT8 = 2;
    static final int INT8 = 3;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int HALF = 10;

    private static final String CONTRIB = "com.microsoft";
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;

    private final GraphProto.Builder graph;
    private final long opset;
    private final String prefix;
    private final int precision;
    private int names;
    /** Of a list of axes, which is 1; null until one is asked for. */
    private @Nullable String one;

    /** @param precision of the weights that are not said to be otherwise: {@link #FLOAT} or {@link #HALF} */
    GraphWriter(int precision) {
        this(precision, OPSET);
    }

    /** @param opset version of the operators */
    GraphWriter(int precision, long opset) {
        this.graph = GraphProto.newBuilder().setName("fused");
        this.opset = opset;
        this.prefix = "";
        this.precision = precision;
    }

    /**
     * Goes on with a graph that is there.
     *
     * @param opset version of the operators that it uses
     * @param prefix of all names that are given here
     */
    GraphWriter(GraphProto.Builder graph, long opset, String prefix) {
        this.graph = graph;
        this.opset = opset;
        this.prefix = prefix;
        this.precision = FLOAT;
    }

    /** An operation being written. */
    final class Operation {
        private final NodeProto.Builder node = NodeProto.newBuilder();

        private Operation(String domain, String type, String... inputs) {
            node.setDomain(domain).setOpType(type);
            for (String input : inputs) {
                node.addInput(input);
            }
        }

        Operation with(String name, long value) {
            node.addAttribute(AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(value));
            return this;
        }

        Operation with(String name, float value) {
            node.addAttribute(AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeProto.AttributeType.FLOAT)
                    .setF(value));
            return this;
        }

        private Operation withList(String name, long value) {
            node.addAttribute(AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeProto.AttributeType.INTS)
                    .addInts(value));
            return this;
        }

        /** Its only output. */
        String out() {
            return outOf(1);
        }

        /** The first of several. */
        String outOf(int outputs) {
            String name = prefix + node.getOpType() + "_" + names++;
            node.setName(name).addOutput(name);
            for (int i = 1; i < outputs; i++) {
                node.addOutput(another(name, i));
            }
            graph.addNode(node);
            return name;
        }

        String outAs(String name) {
            graph.addNode(node.setName(name).addOutput(name));
            return name;
        }
    }

    /** An operation of ONNX itself. */
    Operation operation(String type, String... inputs) {
        return new Operation("", type, inputs);
    }

    /**
     * An operation of ONNX along the second axis, which it has from an attribute or, from an operator set on, from an input.
     *
     * @param inputSince that operator set
     */
    Operation alongTokens(String type, String value, int inputSince) {
        if (opset < inputSince) {
            return operation(type, value).withList("axes", 1);
        }
        if (one == null) {
            one = integers("one", 1);
        }
        return operation(type, value, one);
    }

    /** In single precision. */
    String floats(String value) {
        return operation("Cast", value).with("to", FLOAT).out();
    }

    /** Another output of an operation than its {@code first}: which, from 1 on. */
    static String another(String first, int number) {
        return first + "." + number;
    }

    /** One that only ONNX Runtime has. */
    Operation fused(String type, String... inputs) {
        return new Operation(CONTRIB, type, inputs);
    }

    /** [texts, tokens]. */
    String input(String name, int type) {
        return input(name, type, "texts", "tokens");
    }

    /** @param dimensions names; what has the same name is as long */
    String input(String name, int type, String... dimensions) {
        graph.addInput(value(name, type, dimensions));
        return name;
    }

    void output(String name, int columns) {
        ValueInfoProto.Builder value = value(name, FLOAT, "texts");
        value.getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
        graph.addOutput(value);
    }

    /** Weights in the graph's precision. */
    String weight(String name, Weight weight) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(precision);
        for (int length : weight.shape()) {
            tensor.addDims(length);
        }
        float[] values = weight.values();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * (precision == HALF ? Short.BYTES : Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (precision == HALF) {
                bytes.putShort(Halves.of(value));
            } else {
                bytes.putFloat(value);
            }
        }
        graph.addInitializer(tensor.setRawData(UnsafeByteOperations.unsafeWrap(bytes.array())));
        return name;
    }

    String bytes(String name, ByteWeight weight) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(weight.signed() ? INT8 : UINT8);
        for (int length : weight.shape()) {
            tensor.addDims(length);
        }
        graph.addInitializer(tensor.setRawData(UnsafeByteOperations.unsafeWrap(weight.values())));
        return name;
    }

    String integers(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        graph.addInitializer(TensorProto.newBuilder()
                .setName(prefix + name)
                .setDataType(INT64)
                .addDims(values.length)
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes.array())));
        return prefix + name;
    }

    void write(OutputStream to) throws IOException {
        ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("vectide")
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(CONTRIB).setVersion(1))
                .build()
                .writeTo(to);
    }

    private static ValueInfoProto.Builder value(String name, int type, String... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dimension : dimensions) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)));
    }
}
