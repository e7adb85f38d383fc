package dev.vectide.indexer.filter;

import static dev.vectide.indexer.filter.Filters.document;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Filters grown at random agree with the boolean formula that they were written from, on every assignment of its
 * variables.
 */
class FilterAlgebraTest {
    private static final String[] KEYS = {"a", "b", "c", "d"};

    /** A filter in JSON, and what it means of a set of keys that are true. */
    private record Formula(String json, Predicate<Map<String, Object>> meaning) {}

    @RepeatedTest(200)
    void clausesMeanWhatTheyMeanInLogic(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Formula formula = filter(random, 3);
        Filter filter = Filters.read(formula.json());

        for (int assignment = 0; assignment < 1 << KEYS.length; assignment++) {
            Map<String, Object> values = values(assignment);
            assertThat(filter.matches(document("x", values)))
                    .as("%s of %s", formula.json(), values)
                    .isEqualTo(formula.meaning().test(values));
        }
    }

    private static Map<String, Object> values(int assignment) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < KEYS.length; i++) {
            values.put(KEYS[i], (assignment >> i & 1) == 1);
        }
        return values;
    }

    private static Formula filter(Random random, int depth) {
        List<Formula> must = conditions(random, depth);
        List<Formula> should = conditions(random, depth);
        List<Formula> mustNot = conditions(random, depth);
        String json = "{'must': " + json(random, must) + ", 'should': " + json(random, should) + ", 'must_not': "
                + json(random, mustNot) + "}";
        return new Formula(json, values -> {
            boolean holds = true;
            for (Formula condition : must) {
                holds &= condition.meaning().test(values);
            }
            boolean some = should.isEmpty();
            for (Formula condition : should) {
                some |= condition.meaning().test(values);
            }
            for (Formula condition : mustNot) {
                holds &= !condition.meaning().test(values);
            }
            return holds & some;
        });
    }

    private static List<Formula> conditions(Random random, int depth) {
        List<Formula> conditions = new ArrayList<>();
        for (int n = random.nextInt(3); n > 0; n--) {
            conditions.add(depth > 0 && random.nextBoolean() ? filter(random, depth - 1) : variable(random));
        }
        return conditions;
    }

    private static Formula variable(Random random) {
        String key = KEYS[random.nextInt(KEYS.length)];
        return new Formula("{'key': '" + key + "', 'match': {'value': true}}", values -> (boolean) values.get(key));
    }

    /** A clause of one condition may stand without its brackets, an empty one may be null. */
    private static String json(Random random, List<Formula> conditions) {
        if (conditions.size() == 1 && random.nextBoolean()) {
            return conditions.get(0).json();
        }
        return conditions.isEmpty() && random.nextBoolean()
                ? "null"
                : conditions.stream().map(Formula::json).toList().toString();
    }
}
