package dev.bellows.testkit.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataKeysTest {
    private static ObjectNode holding(String field, String key) {
        ObjectNode object = Samples.configMap("m");
        object.putObject(field).put(key, "");
        return object;
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(X).properties", "a/b", "a b", "", ".", "..", "..data"})
    void what_is_no_key_is_refused(String key) {
        assertThat(DataKeys.check(ResourceType.CONFIG_MAPS, holding("data", key)))
                .extracting(Cause::field)
                .containsExactly("data[" + key + "]");
        assertThat(DataKeys.check(ResourceType.SECRETS, holding("binaryData", key)))
                .extracting(Cause::reason)
                .containsExactly("FieldValueInvalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark.properties.2", "KEY_NAME", "-", ".hidden"})
    void keys_are_taken(String key) {
        assertThat(DataKeys.check(ResourceType.CONFIG_MAPS, holding("data", key)))
                .isEmpty();
    }

    @Test
    void other_objects_may_have_any_data() {
        assertThat(DataKeys.check(ResourceType.PODS, holding("data", "a/b"))).isEmpty();
    }
}
