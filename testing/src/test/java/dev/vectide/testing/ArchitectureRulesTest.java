package dev.vectide.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The rules find what they forbid: seen from dev.vectide, `testing` is a package named after a thing. */
class ArchitectureRulesTest {
    @Test
    void findTechnologies() {
        assertThatThrownBy(() -> ArchitectureRules.of("dev.vectide").thingsArePure())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("TestKafka");
    }

    @Test
    void findReadersOfTheClock() {
        assertThatThrownBy(() -> ArchitectureRules.of("dev.vectide").thingsReadNoClock())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("TopicReader");
    }

    @Test
    void refuseAModuleThatIsNotThere() {
        assertThatThrownBy(() -> ArchitectureRules.of("dev.vectide.nowhere")).hasMessageContaining("nowhere");
    }
}
