package dev.vectide.encoder.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.vectide.encoder.graph.proto.GraphProto;
import dev.vectide.encoder.graph.proto.ModelProto;
import dev.vectide.encoder.graph.proto.NodeProto;
import dev.vectide.encoder.graph.proto.TensorProto;
import dev.vectide.encoder.graph.proto.ValueInfoProto;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is read of a quantised export, here of hidden size 4 and one layer, and what is said of one that is another. */
class QuantisedWeightsTest {
    private static final int HIDDEN = 4;
    private static final int INNER = 6;
    private static final String LAYER = "encoder.layer.0.";

    private final GraphProto.Builder graph = GraphProto.newBuilder();

    QuantisedWeightsTest() {
        for (String input : List.of("input_ids", "attention_mask", "token_type_ids")) {
            graph.addInput(ValueInfoProto.newBuilder().setName(input));
        }
        table("embeddings.word_embeddings.weight", 5);
        table("embeddings.position_embeddings.weight", 3);
        table("embeddings.token_type_embeddings.weight", 2);
        norm("embeddings.LayerNorm");
        for (String part : List.of("query", "key", "value")) {
            linear(LAYER + "attention.self." + part, HIDDEN, HIDDEN);
        }
        linear(LAYER + "attention.output.dense", HIDDEN, HIDDEN);
        norm(LAYER + "attention.output.LayerNorm");
        linear(LAYER + "intermediate.dense", HIDDEN, INNER);
        linear(LAYER + "output.dense", INNER, HIDDEN);
        norm(LAYER + "output.LayerNorm");
        floats("epsilon", 1);
        node("Add", "variance+", "variance", "epsilon");
        node("Sqrt", "deviation", "variance+");
        node("Erf", "erf", "x");
        integer("heads");
        integer("size");
        node("Concat", "shape", "batch", "tokens", "heads", "size");
    }

    private QuantisedWeights read() {
        return QuantisedWeights.read(ModelProto.newBuilder().setGraph(graph).build().toByteArray());
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(this::read).isInstanceOf(UnknownGraphException.class).hasMessageContainingAll(parts);
    }

    /** Values 1, 2, 3 and so on. */
    private void floats(String name, int size) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(GraphWriter.FLOAT).addDims(size);
        IntStream.rangeClosed(1, size).forEach(tensor::addFloatData);
        graph.addInitializer(tensor);
    }

    /** Values 0, 1, 2 and so on. */
    private void bytes(String name, int type, int... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
        IntStream.of(shape).forEach(tensor::addDims);
        byte[] values = new byte[IntStream.of(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) i;
        }
        graph.addInitializer(tensor.setRawData(ByteString.copyFrom(values)));
    }

    private void integer(String name) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(GraphWriter.INT64)
                .addDims(1)
                .addInt64Data(2));
    }

    private void table(String name, int rows) {
        bytes(name + "_quantized", GraphWriter.UINT8, rows, HIDDEN);
        floats(name + "_scale", 1);
        bytes(name + "_zero_point", GraphWriter.UINT8, 1);
    }

    private void norm(String name) {
        floats(name + ".weight", HIDDEN);
        floats(name + ".bias", HIDDEN);
    }

    private void linear(String name, int from, int to) {
        bytes("matrix of " + name, GraphWriter.INT8, from, to);
        floats("scale of " + name, to);
        bytes("zero of " + name, GraphWriter.INT8, to);
        floats(name + ".bias", to);
        node("MatMulInteger", name + " product", "x", "matrix of " + name, "x zero", "zero of " + name);
        node("Cast", name + " cast", name + " product");
        node("Mul", name + " scales", "x scale", "scale of " + name);
        node("Mul", name + " scaled", name + " cast", name + " scales");
        node("Add", name + " sum", name + ".bias", name + " scaled");
    }

    private void node(String type, String output, String... inputs) {
        graph.addNode(NodeProto.newBuilder().setOpType(type).addOutput(output).addAllInput(List.of(inputs)));
    }

    private TensorProto.Builder tensorNamed(String name) {
        return graph.getInitializerBuilderList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void matricesScalesAndZeroPointsAreFoundByWhatIsAddedToTheirProducts() {
        QuantisedWeights weights = read();
        assertThat(weights.hidden()).isEqualTo(HIDDEN);
        assertThat(weights.heads()).isEqualTo(2);
        assertThat(weights.epsilon()).isEqualTo(1);
        assertThat(weights.layers()).hasSize(1);
        QuantisedWeights.Layer layer = weights.layers().get(0);
        assertThat(layer.up().matrix().values().shape()).containsExactly(HIDDEN, INNER);
        assertThat(layer.up().matrix().scale().values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(layer.down().matrix().values().shape()).containsExactly(INNER, HIDDEN);
        // Positions are 0 to 11; token type 0, which is added, is 0 to 3.
        assertThat(weights.positions().values()).containsExactly(0, 2, 4, 6, 4, 6, 8, 10, 8, 10, 12, 14);
    }

    @Test
    void aMatrixIsWorthItsDistanceFromZeroTimesItsScale() {
        Quantised matrix = read().layers().get(0).query().matrix();
        // The second row is 4 to 7, zero points are 0 to 3 and scales 1 to 4.
        assertThat(matrix.plain().values()).startsWith(0, 0, 0, 0, 4, 8, 12, 16);
    }

    @Test
    void unsignedBytesAreWhatTheyAre() {
        Quantised one = new Quantised(
                new ByteWeight(false, new int[] {1, 2}, new byte[] {(byte) 200, 1}),
                Weight.vector(new float[] {0.5f}),
                new ByteWeight(false, new int[] {}, new byte[] {(byte) 130}));
        assertThat(one.plain().values()).containsExactly(35, -64.5f);
    }

    @Test
    void matricesSideBySideKeepTheScalesOfTheirColumns() {
        Quantised one = new Quantised(
                new ByteWeight(true, new int[] {2, 1}, new byte[] {1, 2}),
                Weight.vector(new float[] {3}),
                new ByteWeight(true, new int[] {1}, new byte[] {4}));
        Quantised other = new Quantised(
                new ByteWeight(true, new int[] {2, 2}, new byte[] {5, 6, 7, 8}),
                Weight.vector(new float[] {9}),
                new ByteWeight(true, new int[] {}, new byte[] {-1}));
        Quantised both = Quantised.beside(one, other);
        assertThat(both.values().values()).containsExactly(1, 5, 6, 2, 7, 8);
        assertThat(both.scale().values()).containsExactly(3, 9, 9);
        assertThat(both.zero().values()).containsExactly(4, -1, -1);
    }

    @Test
    void anotherWayOfQuantisingIsRefused() {
        graph.getNodeBuilderList().stream()
                .filter(node -> node.getOutput(0).equals(LAYER + "output.dense scaled"))
                .forEach(node -> node.setOpType("DequantizeLinear"));
        assertRefused("a Mul is expected before " + LAYER + "output.dense.bias");
    }

    @Test
    void scalesOfAnotherNumberOfColumnsAreRefused() {
        tensorNamed("scale of " + LAYER + "output.dense").clearDims().addDims(2).clearFloatData().addFloatData(1).addFloatData(2);
        assertRefused("of [6, 4] there are 2 and 4");
    }

    @Test
    void aMatrixOfAnotherShapeIsRefused() {
        tensorNamed("matrix of " + LAYER + "output.dense").setDims(0, HIDDEN).setRawData(ByteString.copyFrom(new byte[16]));
        assertRefused("[4, 4], expected [6, 4]");
    }

    @Test
    void aModelOfSinglePrecisionIsRefused() {
        tensorNamed("embeddings.word_embeddings.weight_quantized").setName("embeddings.word_embeddings.weight");
        assertRefused("word_embeddings.weight_quantized");
    }
}
