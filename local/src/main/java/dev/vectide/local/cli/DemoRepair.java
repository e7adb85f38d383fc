package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.position.Position;
import dev.vectide.local.story.StoryEvent;
import dev.vectide.local.story.StoryTime;
import dev.vectide.local.story.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The repair of what the damaged encoder wrote, and its proof.
 *
 * @param documents that were written while the encoder was damaged
 * @param soundBefore how many of them had the vector that the sound encoder gives, before the repair
 * @param encoded how many were encoded again
 * @param soundAfter how many have the sound vector since, bit for bit
 */
record DemoRepair(int documents, int soundBefore, int encoded, int soundAfter) {
    private static final int BATCH = 100;

    boolean complete() {
        return soundBefore < documents && encoded == documents && soundAfter == documents;
    }

    /** Repairs the documents of {@code damaged}; the encoder must be sound again, the store reflect {@code written}. */
    static DemoRepair of(
            DemoDoors doors, StoryTime time, Stretch stretch, List<StoryEvent> damaged, Position written) {
        List<JsonNode> sound = new ArrayList<>();
        for (List<StoryEvent> batch : batches(damaged)) {
            sound.addAll(doors.embed(
                    batch.stream().map(event -> event.synset().definition()).toList()));
        }
        int before = equal(doors, damaged, sound, written);
        JsonNode answer = doors.reencode(time.of(stretch.first()), time.of(stretch.end()));
        Position repaired = Position.parse(answer.path("position").asText());
        doors.awaitSearchable(repaired);
        int after = equal(doors, damaged, sound, repaired);
        return new DemoRepair(damaged.size(), before, answer.path("documents").asInt(), after);
    }

    private static int equal(DemoDoors doors, List<StoryEvent> events, List<JsonNode> sound, Position position) {
        int equal = 0;
        int at = 0;
        for (List<StoryEvent> batch : batches(events)) {
            List<String> ids = batch.stream().map(event -> event.synset().id()).toList();
            Map<String, JsonNode> stored = doors.stored(ids, position);
            for (String id : ids) {
                equal += sound.get(at++).equals(stored.get(id)) ? 1 : 0;
            }
        }
        return equal;
    }

    private static List<List<StoryEvent>> batches(List<StoryEvent> events) {
        List<List<StoryEvent>> batches = new ArrayList<>();
        for (int at = 0; at < events.size(); at += BATCH) {
            batches.add(events.subList(at, Math.min(events.size(), at + BATCH)));
        }
        return batches;
    }
}
