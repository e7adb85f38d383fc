package dev.vectide.encoder.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.encoder.graph.proto.GraphProto;
import dev.vectide.encoder.graph.proto.ModelProto;
import dev.vectide.encoder.graph.proto.NodeProto;
import dev.vectide.encoder.graph.proto.TensorProto;
import dev.vectide.encoder.graph.proto.ValueInfoProto;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is read of an export, here of hidden size 4 and one layer, and what is said of one that is damaged or another. */
class BertWeightsTest {
    private static final int HIDDEN = 4;
    private static final int INNER = 6;
    private static final String LAYER = "encoder.layer.0.";

    private final GraphProto.Builder graph = GraphProto.newBuilder();

    BertWeightsTest() {
        for (String input : List.of("input_ids", "attention_mask", "token_type_ids")) {
            graph.addInput(ValueInfoProto.newBuilder().setName(input));
        }
        tensor("embeddings.word_embeddings.weight", 5, HIDDEN);
        tensor("embeddings.position_embeddings.weight", 3, HIDDEN);
        tensor("embeddings.token_type_embeddings.weight", 2, HIDDEN);
        norm("embeddings.LayerNorm");
        for (String part : List.of("query", "key", "value")) {
            linear(LAYER + "attention.self." + part, HIDDEN, HIDDEN);
        }
        linear(LAYER + "attention.output.dense", HIDDEN, HIDDEN);
        norm(LAYER + "attention.output.LayerNorm");
        linear(LAYER + "intermediate.dense", HIDDEN, INNER);
        linear(LAYER + "output.dense", INNER, HIDDEN);
        norm(LAYER + "output.LayerNorm");
        tensor("epsilon");
        node("Add", "variance+", "variance", "epsilon");
        node("Sqrt", "deviation", "variance+");
        node("Erf", "erf", "x");
        integer("heads", 2);
        integer("size", 2);
        node("Concat", "shape", "batch", "tokens", "heads", "size");
    }

    private BertWeights read() {
        return BertWeights.read(ModelProto.newBuilder().setGraph(graph).build().toByteArray());
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(this::read).isInstanceOf(UnknownGraphException.class).hasMessageContainingAll(parts);
    }

    /** Its values are 0, 1, 2 and so on. */
    private void tensor(String name, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(GraphWriter.FLOAT);
        LongStream.of(shape).forEach(tensor::addDims);
        long size = LongStream.of(shape).reduce(1, (a, b) -> a * b);
        LongStream.range(0, size).forEach(i -> tensor.addFloatData(i));
        graph.addInitializer(tensor);
    }

    private void integer(String name, long value) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(GraphWriter.INT64)
                .addDims(1)
                .addInt64Data(value));
    }

    private void norm(String name) {
        tensor(name + ".weight", HIDDEN);
        tensor(name + ".bias", HIDDEN);
    }

    private void linear(String name, int from, int to) {
        tensor("anonymous of " + name, from, to);
        tensor(name + ".bias", to);
        node("MatMul", name + " product", "x", "anonymous of " + name);
        node("Add", name + " sum", name + ".bias", name + " product");
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

    private void removeNode(String output) {
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            if (graph.getNode(i).getOutput(0).equals(output)) {
                graph.removeNode(i);
            }
        }
    }

    @Test
    void matricesAreFoundByTheBiasBehindThem() {
        BertWeights weights = read();
        assertThat(weights.heads()).isEqualTo(2);
        assertThat(weights.layers()).hasSize(1);
        assertThat(weights.layers().get(0).up().matrix().shape()).containsExactly(HIDDEN, INNER);
        assertThat(weights.layers().get(0).down().matrix().shape()).containsExactly(INNER, HIDDEN);
    }

    @Test
    void everyPositionHasTheEmbeddingOfTypeZeroAdded() {
        // Positions are 0 to 11 in rows of 4, type 0 is 0 to 3.
        assertThat(read().positions().values()).containsExactly(0, 2, 4, 6, 4, 6, 8, 10, 8, 10, 12, 14);
    }

    @Test
    void aMatrixOfAnotherShapeIsNamed() {
        tensorNamed("anonymous of " + LAYER + "output.dense").setDims(0, HIDDEN).setDims(1, INNER);
        assertRefused("before " + LAYER + "output.dense.bias", "[4, 6], expected [6, 4]");
    }

    @Test
    void weightsThatLieInAnotherFileAreNotThere() {
        tensorNamed(LAYER + "attention.self.key.bias").clearFloatData();
        assertRefused(LAYER + "attention.self.key.bias", "4 values in the model itself, it holds 0");
    }

    @Test
    void aNormalisationOfAnotherSizeIsNamed() {
        tensorNamed("embeddings.LayerNorm.bias").setDims(0, 3).clearFloatData().addAllFloatData(List.of(1f, 2f, 3f));
        assertRefused("embeddings.LayerNorm.bias has shape [3], expected [4]");
    }

    @Test
    void aShapeBeyondAllMeasureIsNamed() {
        tensorNamed("embeddings.LayerNorm.bias").setDims(0, Long.MAX_VALUE).addDims(3);
        assertRefused("embeddings.LayerNorm.bias has shape [" + Long.MAX_VALUE + ", 3]");
    }

    @Test
    void aSquareRootOfAnInputIsNoNormalisation() {
        removeNode("variance+");
        assertRefused("a constant is expected before the first Sqrt");
    }

    @Test
    void anotherProductBeforeABiasIsNamed() {
        removeNode(LAYER + "attention.self.value product");
        assertRefused("MatMul", LAYER + "attention.self.value.bias");
    }

    @Test
    void anotherActivationIsRefused() {
        removeNode("erf");
        assertRefused("Erf");
    }

    @Test
    void headsThatDoNotMakeUpTheHiddenSizeAreRefused() {
        tensorNamed("size").setInt64Data(0, 3);
        assertRefused("heads of a hidden size of 4");
    }

    @Test
    void whatIsNoModelIsRefused() {
        assertThatThrownBy(() -> BertWeights.read(new byte[] {1, 2, 3}))
                .isInstanceOf(UnknownGraphException.class)
                .hasMessageContaining("an ONNX model is expected");
    }
}
