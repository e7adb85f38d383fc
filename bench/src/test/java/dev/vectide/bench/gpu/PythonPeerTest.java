package dev.vectide.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said between the benchmark and a peer, with fakes that are shell scripts. */
class PythonPeerTest {
    private static PythonPeer fake(String script) {
        return new PythonPeer(List.of("sh", "-c", script));
    }

    @Test
    void itSaysWhatItIsAndAnswersLineByLine() {
        String script = "echo '{\"ready\": \"a fake\"}'; while read question; do case $question in"
                + " round) echo '{\"seconds\": 1.5}';; vectors) echo '{\"vectors\": [[1, 0], [0.6, 0.8]]}';; esac; done";
        try (PythonPeer peer = fake(script)) {
            assertThat(peer.name()).isEqualTo("a fake");
            assertThat(peer.vectors()).containsExactly(new float[] {1, 0}, new float[] {0.6f, 0.8f});
            assertThat(peer.seconds()).isEqualTo(1.5);
        }
    }

    @Test
    void onesThatEndSaySo() {
        assertThatThrownBy(() -> fake("exit 1")).hasMessageContaining("the peer has ended");
        assertThatThrownBy(() -> new PythonPeer(List.of("no-such-python"))).hasMessageContaining("no-such-python");
    }
}
