package dev.vectide.encoder.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Origin;
import dev.vectide.encoder.Events;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private final Memory memory = new Memory(2, 1 << 20);
    private long offset;

    @Test
    void anIdentityOfTheProducersOwnIsARetryWhereverItComesAgain() {
        write(Events.text("d", "e1", "A"));
        write(Events.text("d", "e2", "B"));

        assertThat(memory.isRetry(Events.text("d", "e1", "A"))).isTrue();
        assertThat(memory.isRetry(Events.text("d", "e3", "A"))).isFalse();
    }

    @Test
    void aDerivedIdentityIsARetryOnlyOfWhatWasWrittenLast() {
        write(Events.plain("d", "A"));
        assertThat(memory.isRetry(Events.plain("d", "A"))).isTrue();
        write(Events.plain("d", "B"));

        assertThat(memory.isRetry(Events.plain("d", "A"))).isFalse();
    }

    @Test
    void contentIsUnchangedUntilItChangesOrIsDeleted() {
        write(Events.text("d", "e1", "A"));
        assertThat(memory.isUnchanged(Events.text("d", "e2", "A"), hash("A"))).isTrue();
        assertThat(memory.isUnchanged(Events.text("other", "e2", "A"), hash("A"))).isFalse();
        memory.written("tickets/d", Events.delete("d", "e3").identity(), null, new SourcePosition(0, offset++));

        assertThat(memory.isUnchanged(Events.text("d", "e4", "A"), hash("A"))).isFalse();
    }

    @Test
    void aRepairIsOvertakenByAnyLaterVersion() {
        write(Events.text("d", "e1", "A"));
        assertThat(memory.isOvertaken(repair(0))).isFalse();
        assertThat(memory.isOvertaken(Events.text("d", "e2", "A"))).isFalse();
        write(Events.text("d", "e3", "B"));

        assertThat(memory.isOvertaken(repair(0))).isTrue();
        assertThat(memory.isOvertaken(repair(1))).isFalse();
    }

    @Test
    void whatWasWrittenLongestAgoIsForgottenFirst() {
        write(Events.plain("a", "A"));
        write(Events.plain("b", "B"));
        write(Events.plain("a", "changed"));
        write(Events.plain("c", "C"));

        assertThat(memory.isRetry(Events.plain("a", "changed"))).isTrue();
        assertThat(memory.isRetry(Events.plain("b", "B"))).isFalse();
        assertThat(memory.isRetry(Events.plain("c", "C"))).isTrue();
    }

    @Test
    void whatCouldNotBeWrittenIsTakenBack() {
        Event event = Events.text("d", "e1", "A");
        write(event);
        memory.forget(event, new SourcePosition(0, 0));
        assertThat(memory.isRetry(event)).isFalse();
        assertThat(memory.isUnchanged(event, hash("A"))).isFalse();

        // A later version stays.
        write(event);
        write(Events.text("d", "e2", "B"));
        memory.forget(event, new SourcePosition(0, 1));
        assertThat(memory.isUnchanged(Events.text("d", "e3", "B"), hash("B"))).isTrue();
    }

    private void write(Event event) {
        memory.written(
                event.key().toString(), event.identity(), ContentHash.of(event.content()), new SourcePosition(0, offset++));
    }

    private static Bytes hash(String text) {
        return ContentHash.of(new Content.Text(text));
    }

    private static Event repair(long base) {
        Event event = Events.text("d", "repair", "A");
        return new Event(
                event.key(), event.identity(), event.time(), event.content(), Map.of(), Origin.BACKFILL, base);
    }
}
