package dev.vectide.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.position.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with an answer, held against the ledger. Right is: nothing that was never sent; nothing older than what the
 * position demands that the answer tells of; the document that was asked for first, unless it was deleted, or its shard is
 * missing and the answer says so, or a newer version is under way by now.
 *
 * <p>An instance judges one answer.
 */
final class Verdict {
    private final Ledger ledger;
    private final List<String> wrong = new ArrayList<>();

    private Verdict(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * In words; empty if nothing is.
     *
     * @param asked the document, as it was before the question
     * @param text its newest content, which was asked for; of a deleted document the last
     * @param mayBePartial whether the question allows shards to be missing
     */
    static List<String> of(Ledger ledger, Ledger.State asked, String text, boolean mayBePartial, Http.Answer answer) {
        Verdict verdict = new Verdict(ledger);
        try {
            verdict.judge(asked, text, mayBePartial, answer);
        } catch (IOException | IllegalArgumentException e) {
            verdict.wrong.add("an answer cannot be read (" + e.getMessage() + "): " + answer);
        }
        return verdict.wrong;
    }

    private void judge(Ledger.State asked, String text, boolean mayBePartial, Http.Answer answer) throws IOException {
        if (answer.status() != 200) {
            wrong.add("status " + answer.status() + " to a question for " + asked.document() + ": " + answer.body());
            return;
        }
        if (!answer.missingShards().isEmpty() && !mayBePartial) {
            wrong.add("a partial answer that was not asked for, without shards " + answer.missingShards());
        }
        Position reflected = Position.parse(answer.position());
        JsonNode points = answer.json().at("/result/points");
        for (JsonNode point : points) {
            hit(point.path("id").asText(), point.at("/payload/text").asText(), reflected);
        }
        if (asked.content() == null || isWithout(asked, answer) || hasMoved(asked)) {
            return;
        }
        JsonNode first = points.path(0);
        if (!first.path("id").asText().equals(asked.document()) || !first.at("/payload/text").asText().equals(text)) {
            wrong.add(asked.document() + " '" + text + "', acknowledged at " + asked.position() + ", is not found first at "
                    + reflected + ": " + points);
        }
    }

    private static boolean isWithout(Ledger.State asked, Http.Answer answer) {
        return Arrays.asList(answer.missingShards().split(",", -1)).contains(Integer.toString(asked.partition()));
    }

    private boolean hasMoved(Ledger.State asked) {
        return ledger.find(asked.document()).stream()
                .anyMatch(now -> now.underWay() || now.versions().size() != asked.versions().size());
    }

    /** It must have been sent, and be no older than the answer's own position demands. */
    private void hit(String document, String text, Position reflected) {
        Optional<Ledger.State> known = ledger.find(document);
        int version = known.map(state -> state.versions().lastIndexOf(text)).orElse(-1);
        if (version < 0) {
            wrong.add("a hit was never sent: " + document + " '" + text + "'");
            return;
        }
        Ledger.State state = known.orElseThrow();
        if (state.acknowledged() > version && reflected.reaches(state.position())) {
            wrong.add("%s '%s' is version %d at %s, where version %d was acknowledged at %s (%s)".formatted(
                    document, text, version, reflected, state.acknowledged(), state.position(),
                    state.content() == null ? "a deletion" : "an update"));
        }
    }
}
