package dev.vectide.evaluate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.evaluate.bootstrap.Interval;
import dev.vectide.evaluate.invariance.Verdict;
import dev.vectide.evaluate.mitigation.JudgedTransform;
import dev.vectide.evaluate.mitigation.TaskChange;
import java.util.Locale;

/** What was looked at besides the tasks, as JSON; charts are not. */
final class FindingsJson {
    private FindingsJson() {}

    static void write(Findings findings, ObjectNode json) {
        findings.transfer().ifPresent(transfer -> transfer(transfer, json.putObject("transfer")));
        if (!findings.invariances().isEmpty()) {
            ArrayNode verdicts = json.putArray("invariances");
            findings.invariances().forEach(verdict -> verdict(verdict, verdicts.addObject()));
        }
        if (!findings.mitigations().isEmpty()) {
            ArrayNode judged = json.putArray("mitigations");
            findings.mitigations().forEach(one -> judged(one, judged.addObject()));
        }
        if (!findings.notes().isEmpty()) {
            findings.notes().forEach(json.putArray("notes")::add);
        }
    }

    private static void transfer(Findings.Transfer transfer, ObjectNode json) {
        json.put("data", transfer.data());
        json.put("documents", transfer.documents());
        ArrayNode tasks = json.putArray("tasks");
        for (TaskResult task : transfer.tasks()) {
            ObjectNode one = tasks.addObject().put("task", task.task()).put("score", task.scores().main());
            ReportJson.number(one, "main_score", task.scores().mainValue());
            task.interval().ifPresent(interval -> {
                ReportJson.number(one, "main_score_low", interval.low());
                ReportJson.number(one, "main_score_high", interval.high());
            });
        }
    }

    private static void verdict(Verdict verdict, ObjectNode json) {
        json.put("change", verdict.perturbation());
        json.put("expected", verdict.expectation().name().toLowerCase(Locale.ROOT));
        json.put("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
        json.put("limit", verdict.limit());
        interval("ratio", verdict.ratio(), json);
        interval("median_shift", verdict.shift().median(), json);
        interval("median_distance_that_matters", verdict.mattering().median(), json);
        ReportJson.number(json, "neighbour_changes", verdict.neighbourChanges());
        ReportJson.number(json, "strays", verdict.strays());
        json.put("texts", verdict.applied());
        json.put("texts_without", verdict.notApplicable());
    }

    private static void judged(JudgedTransform one, ObjectNode json) {
        json.put("mitigation", one.transform().name());
        json.put("fingerprint", one.transform().fingerprint().toString());
        json.put("outcome", one.judgement().outcome().name().toLowerCase(Locale.ROOT));
        json.put("tolerance", one.judgement().tolerance());
        change(one.judgement().target(), json.putObject("target"));
        ArrayNode others = json.putArray("others");
        one.judgement().others().forEach(change -> change(change, others.addObject()));
    }

    private static void change(TaskChange change, ObjectNode json) {
        json.put("task", change.task());
        ReportJson.number(json, "before", change.before());
        ReportJson.number(json, "after", change.after());
        interval("change", change.change(), json);
    }

    private static void interval(String name, Interval interval, ObjectNode json) {
        ReportJson.number(json, name, interval.value());
        ReportJson.number(json, name + "_low", interval.low());
        ReportJson.number(json, name + "_high", interval.high());
    }
}
