package dev.bellows.testkit.internal.store;

import static dev.bellows.testkit.internal.store.Samples.array;
import static dev.bellows.testkit.internal.store.Samples.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchesTest {

    /** The examples of RFC 7386, appendix A, whose result is an object. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{'a':'b'} | {'a':'c'} | {'a':'c'}",
                "{'a':'b'} | {'b':'c'} | {'a':'b','b':'c'}",
                "{'a':'b'} | {'a':null} | {}",
                "{'a':'b','b':'c'} | {'a':null} | {'b':'c'}",
                "{'a':['b']} | {'a':'c'} | {'a':'c'}",
                "{'a':'c'} | {'a':['b']} | {'a':['b']}",
                "{'a':{'b':'c'}} | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}",
                "{'a':[{'b':'c'}]} | {'a':[1]} | {'a':[1]}",
                "{'e':null} | {'a':1} | {'e':null,'a':1}",
                "{} | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}"
            })
    void a_merge_patch_follows_the_standard(String target, String patch, String result) {
        assertThat(Patches.apply(object(target), Patch.merge(object(patch)))).isEqualTo(object(result));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{'env':[{'name':'a','value':'1'}]} | {'env':[{'name':'a','value':'2'},{'name':'b'}]}"
                        + " | {'env':[{'name':'a','value':'2'},{'name':'b'}]}",
                "{'env':[{'name':'a'},{'name':'b'}]} | {'env':[{'name':'a','$patch':'delete'}]} | {'env':[{'name':'b'}]}",
                "{'m':{'a':1,'b':2}} | {'m':{'$patch':'replace','c':3}} | {'m':{'c':3}}",
                "{'m':{'a':1}} | {'m':{'$patch':'delete'}} | {}",
                "{'args':['a','b']} | {'args':['c']} | {'args':['c']}",
                "{'finalizers':['a']} | {'finalizers':['a','b']} | {'finalizers':['a','b']}",
                "{'finalizers':['a','b']} | {'$deleteFromPrimitiveList/finalizers':['a']} | {'finalizers':['b']}",
                "{'env':[{'name':'a'}]} | {'$setElementOrder/env':[{'name':'a'}]} | {'env':[{'name':'a'}]}",
                "{'ports':[{'port':1,'name':'x'}]} | {'ports':[{'port':1,'name':'y'}]} | {'ports':[{'port':1,'name':'y'}]}"
            })
    void a_strategic_patch_follows_its_directives(String target, String patch, String result) {
        assertThat(Patches.apply(object(target), Patch.strategic(object(patch))))
                .isEqualTo(object(result));
    }

    @Test
    void a_json_patch_that_does_not_fit_is_refused_and_changes_nothing() {
        ObjectNode target = object("{'a':1}");
        Patch patch = Patch.json(array("[{'op':'remove','path':'/a'},{'op':'remove','path':'/b'}]"));
        assertThatThrownBy(() -> Patches.apply(target, patch))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(422));
        assertThat(target).isEqualTo(object("{'a':1}"));
    }

    @Test
    void a_patch_leaves_its_target_as_it_was() {
        ObjectNode target = object("{'a':{'b':[1]}}");
        Patches.apply(target, Patch.merge(object("{'a':{'b':null}}")));
        Patches.apply(target, Patch.strategic(object("{'a':{'b':[2]}}")));
        Patches.apply(target, Patch.json(array("[{'op':'add','path':'/a/c','value':1}]")));
        assertThat(target).isEqualTo(object("{'a':{'b':[1]}}"));
    }
}
