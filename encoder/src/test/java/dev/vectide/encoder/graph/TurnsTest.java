package dev.vectide.encoder.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.encoder.graph.proto.GraphProto;
import dev.vectide.encoder.graph.proto.NodeProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a step waits for, in a graph of two steps, each one operation on a value and a bias. */
class TurnsTest {
    private final GraphProto.Builder graph = GraphProto.newBuilder();

    private void write(int texts) {
        GraphWriter out = new GraphWriter(graph, Turns.OPSET, "");
        Turns turns = new Turns(out, texts);
        List<String> first = turns.each(i -> out.operation("Add", "text" + i, turns.awaiting("bias")).outAs("first" + i));
        turns.each(i -> out.operation("Add", first.get(i), turns.awaiting("bias")).outAs("second" + i));
    }

    /** All that a value is computed from, whatever the runtime does. */
    private Set<String> before(String value) {
        Set<String> found = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOutputList().contains(value)) {
                node.getInputList().forEach(input -> {
                    found.add(input);
                    found.addAll(before(input));
                });
            }
        }
        return found;
    }

    @Test
    void aStepWaitsForTheOneBeforeWhoseverThatIs() {
        write(3);
        List<String> order = List.of("first0", "first1", "first2", "second0", "second1", "second2");
        IntStream.range(1, order.size())
                .forEach(i -> assertThat(before(order.get(i))).containsAll(order.subList(0, i)));
    }

    @Test
    void aTextThatIsAloneWaitsForNothingElse() {
        write(1);
        assertThat(graph.getNodeList()).extracting(NodeProto::getOpType).containsExactly("Add", "Add");
        assertThat(graph.getNode(0).getInputList()).containsExactly("text0", "bias");
    }

    @Test
    void aWeightAwaitsAStepOnce() {
        GraphWriter out = new GraphWriter(graph, Turns.OPSET, "");
        Turns turns = new Turns(out, 2);
        turns.each(i -> {
            String one = turns.awaiting("bias");
            assertThat(turns.awaiting("bias")).isEqualTo("bias");
            return out.operation("Add", "text" + i, one).outAs("sum" + i);
        });
        assertThat(graph.getNodeList()).extracting(NodeProto::getOpType).containsExactly("Add", "Shape", "Expand", "Add");
    }
}
