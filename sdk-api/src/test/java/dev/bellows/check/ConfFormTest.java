package dev.bellows.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfFormTest {
    @ParameterizedTest
    @CsvSource({
        "boolean,,TRUE",
        "boolean,,' false '",
        "int,,-7",
        "int,1,1",
        "int,,2147483647",
        "long,,2147483648",
        "double,,1e-3",
        "double,0,0",
        "double,>0,0.001",
        "time:ms,,10m",
        "time:ms,,5MIN",
        "time:s,,-1",
        "time:s,1,1000ms",
        "time:ms,,7",
        "bytes:m,,10m",
        "bytes:b,,1gB",
        "bytes:b,,-1",
        "bytes:k,1,1k",
        "one-of:keytab+x,,'keytab,x'",
        "one-of-any-case:FAIR,,fair",
        "regex,,(?i)url",
        "list,,'a,b'",
        "text,,anything",
        "unknown,,anything",
        "int,,${spark.executor.cores}",
        "boolean,,x${env:DEBUG}"
    })
    void what_spark_takes_is_taken(String form, String least, String value) {
        assertThat(ConfForm.of(form, least == null ? "" : least).refusal(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "boolean,,yes,true or false",
        "boolean,,1,true or false",
        "int,,1.0,a whole number",
        "int,,2147483648,a whole number",
        "int,1,0,a whole number >= 1",
        "double,0,-0.5,a number >= 0",
        "double,>0,0,a number > 0",
        "double,,10%,a number",
        "time:ms,,10g,a time such as 30s or 10min; m means minutes here",
        "time:ms,,1.5s,a time such as 30s or 10min; m means minutes here",
        "time:ms,,5ns,a time such as 30s or 10min; m means minutes here",
        "time:s,1,999ms,a time >= 1 such as 30s or 10min; m means minutes here",
        "bytes:m,,10min,a size such as 512m or 2g; m means mebibytes here",
        "bytes:m,,2Gi,a size such as 512m or 2g; m means mebibytes here",
        "bytes:b,,1.5g,a size such as 512m or 2g; m means mebibytes here",
        "bytes:b,,9000p,a size such as 512m or 2g; m means mebibytes here",
        "'one-of:a,b',,A,'one of a, b'",
        "'one-of-any-case:a,b',,c,'one of a, b'",
        "regex,,(,a regular expression"
    })
    void what_spark_refuses_is_refused_in_words(String form, String least, String value, String expected) {
        assertThat(ConfForm.of(form, least == null ? "" : least).refusal(value)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"time:ms,120,120ms", "time:s,120,120s", "bytes:m,512,512m", "bytes:b,1048576,1048576b"})
    void a_number_without_a_unit_is_told_what_it_means(String form, String value, String meant) {
        assertThat(ConfForm.of(form, "").assumedUnit(value)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"time:ms,120s", "time:ms,0", "time:ms,-1", "bytes:m,512m", "int,512", "time:ns,100"})
    void other_values_need_no_unit(String form, String value) {
        assertThat(ConfForm.of(form, "").assumedUnit(value)).isEmpty();
    }
}
