package dev.vectide.encoder.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.EventSink;
import dev.vectide.core.event.Origin;
import dev.vectide.core.position.Position;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.DamagedModel;
import dev.vectide.encoder.Events;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.encoder.SharedModel;
import dev.vectide.testing.TestConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a damaged encoder wrote is written again, past the cache, and loses to whatever came later. */
class ReencodeIT {
    private final DamagedModel model = new DamagedModel(SharedModel.get(), true);
    private final RunningEncoder encoder = new RunningEncoder(TestConfig.of(Map.of()), loaded -> model);

    @AfterEach
    void close() {
        encoder.close();
    }

    @Test
    void everyDocumentIsEncodedAgainWithTheSameContent() {
        List<SourcePosition> before = encoder.encode(
                Events.text("a", "e1", "a cat"), Events.text("b", "e2", "a dog"), Events.text("gone", "e3", "a bird"),
                Events.delete("gone", "e4"));
        model.repair();

        Reencode.Result result = reencode(encoder.events).run(Events.STREAM, null, null);

        awaitDone(result.position());
        assertThat(result.documents()).isEqualTo(2);
        assertThat(result.skipped()).isZero();
        assertThat(encoder.vectors().of("gone")).hasSize(1);
        assertRepaired("a", "a cat", before.get(0));
        assertRepaired("b", "a dog", before.get(1));
        encoder.vectors().assertOrderly();
    }

    @Test
    void aVersionWrittenMeanwhileWins() {
        encoder.encode(Events.text("a", "e1", "old"), Events.text("b", "e2", "old"));
        model.repair();
        // The newer versions are in the topic before the repairs are.
        EventSink late = repairs -> {
            encoder.events.write(List.of(Events.text("a", "e3", "new"), Events.delete("b", "e4")));
            return encoder.events.append(repairs);
        };

        Reencode.Result result = reencode(late).run(Events.STREAM, null, null);

        awaitDone(result.position());
        assertThat(encoder.vectors().of("a")).extracting(Embedding::content)
                .containsExactly(new Content.Text("old"), new Content.Text("new"));
        assertThat(encoder.vectors().of("b")).hasSize(1);
        assertThat(encoder.vectors().tombstones()).hasSize(1);
    }

    @Test
    void onlyTheSpanThatIsAskedForAndWhatIsStored() {
        Event early = Events.text("early", "e1", "early");
        encoder.encode(early, Events.vector("ready", "e2", unit()));
        encoder.streams.put(new StreamSettings(Events.STREAM, false, null));
        encoder.encode(Events.text("secret", "e3", "not stored"));

        Reencode.Result all = reencode(encoder.events).run(Events.STREAM, Events.TIME, Events.TIME.plusMillis(1));
        Reencode.Result none = reencode(encoder.events).run(Events.STREAM, Events.TIME.plusMillis(1), null);
        Reencode.Result others = reencode(encoder.events).run("others", null, null);

        assertThat(all.documents()).isEqualTo(1);
        assertThat(all.skipped()).isEqualTo(2);
        assertThat(List.of(none, others)).containsOnly(new Reencode.Result(0, 0, new Position(Map.of())));
    }

    private void assertRepaired(String document, String text, SourcePosition before) {
        List<Embedding> records = encoder.vectors().of(document);
        assertThat(records).hasSize(2);
        assertThat(records.get(0).chunks().get(0).vector()).isEqualTo(unit());
        Embedding repaired = records.get(1);
        assertThat(repaired.chunks().get(0).vector()).isEqualTo(SharedModel.document(text).vector());
        assertThat(repaired.content()).isEqualTo(new Content.Text(text));
        assertThat(repaired.eventTime()).isEqualTo(Events.TIME);
        assertThat(repaired.origin()).isEqualTo(Origin.BACKFILL);
        assertThat(repaired.repeat()).isFalse();
        assertThat(repaired.source().offset()).isGreaterThan(before.offset());
    }

    private Reencode reencode(EventSink sink) {
        return new Reencode(encoder.config, model.space(), sink);
    }

    private void awaitDone(Position position) {
        List<SourcePosition> positions = new ArrayList<>();
        position.offsets().forEach((partition, offset) -> positions.add(new SourcePosition(partition, offset)));
        encoder.awaitDone(positions);
    }

    private FloatVector unit() {
        float[] values = new float[model.space().dimension()];
        values[0] = 1;
        return FloatVector.owning(values);
    }
}
