package dev.bellows.testkit.internal.store;

import static dev.bellows.testkit.internal.store.Samples.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorsTest {

    private static final ObjectNode POD =
            object("{'metadata':{'name':'p','labels':{'app':'x','example.com/role':'driver','empty':''}},"
                    + "'spec':{'nodeName':'n'},'status':{'phase':'Running'}}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=x | true",
                "app == x | true",
                "app=y | false",
                "app!=y | true",
                "absent!=y | true",
                "absent=y | false",
                "app in (x,y) | true",
                "app in ( y , z ) | false",
                "app notin (y) | true",
                "absent notin (y) | true",
                "app | true",
                "absent | false",
                "!absent | true",
                "! app | false",
                "empty= | true",
                "empty in (,a) | true",
                "example.com/role=driver,app in (x,y),!absent | true",
                "example.com/role=driver,app in (y,z) | false"
            })
    void labels_are_matched(String selector, boolean matches) {
        assertThat(Selectors.labels(selector).matches(POD)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app in x", "app=x,", "=x", "app in (x", "a b"})
    void a_label_selector_that_cannot_be_read_is_refused(String selector) {
        assertThatThrownBy(() -> Selectors.labels(selector))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata.name=p | true",
                "metadata.name!=p | false",
                "spec.nodeName=n,status.phase==Running | true",
                "status.phase=Pending | false",
                "status.podIP= | true"
            })
    void fields_are_matched(String selector, boolean matches) {
        Selectors selectors = Selectors.fields(selector);
        selectors.check(ResourceType.PODS);
        assertThat(selectors.matches(POD)).isEqualTo(matches);
    }

    @Test
    void a_kind_without_fields_says_which_it_has() {
        assertThatThrownBy(() -> Selectors.fields("data=b").check(ResourceType.CONFIG_MAPS))
                .hasMessage("\"data\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
    }
}
