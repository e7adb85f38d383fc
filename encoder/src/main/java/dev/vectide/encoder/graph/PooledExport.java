package dev.vectide.encoder.graph;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Space;
import dev.vectide.encoder.graph.proto.AttributeProto;
import dev.vectide.encoder.graph.proto.GraphProto;
import dev.vectide.encoder.graph.proto.ModelProto;
import dev.vectide.encoder.graph.proto.NodeProto;
import dev.vectide.encoder.graph.proto.OperatorSetIdProto;
import dev.vectide.encoder.graph.proto.TensorProto;
import dev.vectide.encoder.graph.proto.TensorShapeProto;
import dev.vectide.encoder.graph.proto.TypeProto;
import dev.vectide.encoder.graph.proto.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An export with pooling and normalisation behind its last layer, as the space has them: output {@code sentence_embedding}
 * [texts, dimension] in place of [texts, tokens, dimension], which would have to be copied out for every batch. Everything
 * else stays as it is, so this is for graphs of which no more is known, such as quantised ones.
 */
public final class PooledExport {
    /** Changes with what is written, and so with every cached graph and producer stamp. */
    public static final String VERSION = "1";

    private static final int AXES_ARE_INPUTS = 13;
    private static final String OUTPUT = "sentence_embedding";
    private static final String PREFIX = "vectide/";

    private final GraphProto.Builder graph;
    private final boolean axesAreInputs;

    private PooledExport(GraphProto.Builder graph, long opset) {
        this.graph = graph;
        this.axesAreInputs = opset >= AXES_ARE_INPUTS;
    }

    /** @throws UnknownGraphException if the model has no attention mask or not one output; the message says which */
    public static byte[] of(byte[] model, Space space) {
        ModelProto.Builder export;
        try {
            export = ModelProto.parseFrom(model).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new UnknownGraphException("an ONNX model is expected: " + e.getMessage());
        }
        long opset = export.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty())
                .mapToLong(OperatorSetIdProto::getVersion)
                .findFirst()
                .orElseThrow(() -> new UnknownGraphException("a version of the ONNX operators is expected"));
        GraphProto.Builder graph = export.getGraphBuilder();
        boolean masked = graph.getInputList().stream().anyMatch(input -> input.getName().equals("attention_mask"));
        if (space.pooling() == Pooling.NONE || !masked || graph.getOutputCount() != 1) {
            throw new UnknownGraphException("an input attention_mask and one output, not pooled yet, are expected");
        }
        new PooledExport(graph, opset).append(space);
        return export.build().toByteArray();
    }

    private void append(Space space) {
        String hidden = graph.getOutput(0).getName();
        String pooled = space.pooling() == Pooling.CLS ? first("first", hidden) : mean(hidden);
        if (space.normalised()) {
            String norm = node("ReduceL2", "norm", List.of(pooled), ints("axes", 1));
            add("Div", OUTPUT, List.of(pooled, norm));
        } else {
            add("Identity", OUTPUT, List.of(pooled));
        }
        graph.clearOutput()
                .addOutput(ValueInfoProto.newBuilder()
                        .setName(OUTPUT)
                        .setType(TypeProto.newBuilder()
                                .setTensorType(TypeProto.Tensor.newBuilder()
                                        .setElemType(GraphWriter.FLOAT)
                                        .setShape(TensorShapeProto.newBuilder()
                                                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("texts"))
                                                .addDim(TensorShapeProto.Dimension.newBuilder()
                                                        .setDimValue(space.dimension()))))));
    }

    /** By two equal rows, as {@link FusedBert} has it and for the same reason. */
    private String mean(String hidden) {
        String real = node("Cast", "mask", List.of("attention_mask"), integer("to", GraphWriter.FLOAT));
        String row = axesAreInputs
                ? node("Unsqueeze", "row", List.of(real, constant("one", 1, true)))
                : node("Unsqueeze", "row", List.of(real), ints("axes", 1));
        String rows = node("Concat", "rows", List.of(row, row), integer("axis", 1));
        String sums = node("MatMul", "sums", List.of(rows, hidden));
        String count = axesAreInputs
                ? node("ReduceSum", "count", List.of(real, constant("axis", 1, true)))
                : node("ReduceSum", "count", List.of(real), ints("axes", 1));
        return node("Div", "mean", List.of(first("sum", sums), count));
    }

    private String first(String name, String value) {
        return node("Gather", name, List.of(value, constant(name + ".index", 0, false)), integer("axis", 1));
    }

    private String node(String type, String name, List<String> inputs, AttributeProto... attributes) {
        return add(type, PREFIX + name, inputs, attributes);
    }

    private String add(String type, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(type)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    private String constant(String name, long value, boolean list) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(PREFIX + name)
                .setDataType(GraphWriter.INT64)
                .setRawData(ByteString.copyFrom(bytes));
        graph.addInitializer(list ? tensor.addDims(1) : tensor);
        return PREFIX + name;
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto ints(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(value)
                .build();
    }
}
