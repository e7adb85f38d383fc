package dev.vectide.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final Quotas NONE = new Quotas(List.of(), () -> 0);

    private static ApiKey key(String name, String secret, String stream, Verb... verbs) {
        return new ApiKey(name, ApiKey.hash(secret), List.of(new StreamPattern(stream)), Set.of(verbs), 0);
    }

    @ParameterizedTest
    @CsvSource({
        "orders, orders, true", "orders, orders-eu, false", "orders-*, orders-eu, true", "orders-*, orders-, true",
        "orders-*, orders, false", "orders-*, xorders-eu, false", "*, anything, true"
    })
    void aPatternIsANameOrTheBeginningOfSomeOrAll(String pattern, String stream, boolean matches) {
        assertThat(new StreamPattern(pattern).matches(stream)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Orders", "a*b", "**", "*a", "-*", "a b"})
    void otherPatternsAreRefused(String pattern) {
        assertThatThrownBy(() -> new StreamPattern(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + pattern + "'");
    }

    @Test
    void aKeyIsFoundByItsCharactersOnly() {
        String one = ApiKey.generate(new SecureRandom());
        String other = ApiKey.generate(new SecureRandom());
        ApiKeys keys = new ApiKeys(List.of(key("a", one, "a", Verb.READ), key("b", other, "b", Verb.READ)));

        assertThat(one).startsWith("vectide_").hasSize("vectide_".length() + 43).isNotEqualTo(other);
        assertThat(keys.find(one).map(ApiKey::name)).hasValue("a");
        assertThat(keys.find(other).map(ApiKey::name)).hasValue("b");
        assertThat(keys.find(one + " ")).isEmpty();
        assertThat(keys.find("")).isEmpty();
        assertThat(keys.find(ApiKey.hash(one))).as("the hash is no key").isEmpty();
    }

    @Test
    void theHashIsThatOfTheStandard() {
        // FIPS 180-4, example of "abc".
        assertThat(ApiKey.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void nobodyMayAnythingAndAnyoneMayAll() {
        for (Verb verb : Verb.values()) {
            assertThat(Caller.ANYONE.may(verb, "a") && Caller.ANYONE.mayAll(verb) && Caller.ANYONE.mayAny(verb)).isTrue();
            Caller nobody = Caller.nobody(NONE);
            assertThat(nobody.may(verb, "a") || nobody.mayAll(verb) || nobody.mayAny(verb)).isFalse();
        }
    }

    @Test
    void aVerbIncludesNoOtherAndAStreamNoOther() {
        Caller caller = Caller.of(key("k", "s", "a", Verb.WRITE), NONE);

        assertThat(caller.may(Verb.WRITE, "a")).isTrue();
        assertThat(caller.may(Verb.READ, "a") || caller.may(Verb.ADMIN, "a")).isFalse();
        assertThat(caller.may(Verb.WRITE, "b") || caller.mayAll(Verb.WRITE)).isFalse();
        assertThatThrownBy(() -> caller.require(Verb.READ, "a"))
                .isInstanceOfSatisfying(AccessException.class, refusal -> assertThat(refusal.reason().status()).isEqualTo(403))
                .hasMessage("key 'k' has no read of stream 'a'");
    }
}
