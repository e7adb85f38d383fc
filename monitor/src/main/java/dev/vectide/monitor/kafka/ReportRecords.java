package dev.vectide.monitor.kafka;

import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Score;
import dev.vectide.core.topic.Topics;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.core.wire.NewerFormatException;
import dev.vectide.monitor.MonitorOutput;

/** Which record is on which topic. */
final class ReportRecords {
    private ReportRecords() {}

    /** @throws MalformedRecordException if it is not what its topic carries, {@link NewerFormatException} if it is newer */
    static MonitorOutput decode(Topics topics, String topic, byte[] value) {
        if (topic.equals(topics.scores())) {
            Score score = Json.read(value, Score.class);
            check("score", score.format(), Score.FORMAT);
            return new MonitorOutput.Scored(score);
        }
        if (topic.equals(topics.health())) {
            HealthReport report = Json.read(value, HealthReport.class);
            check("health report", report.format(), HealthReport.FORMAT);
            return new MonitorOutput.Reported(report);
        }
        return new MonitorOutput.Alerted(AlertEvent.decode(value));
    }

    private static void check(String what, int found, int known) {
        if (found > known) {
            throw new NewerFormatException(what + " of format " + found + ", this version reads up to " + known);
        }
    }
}
