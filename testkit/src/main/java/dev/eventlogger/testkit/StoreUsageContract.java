package dev.eventlogger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.FacetQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.UsageQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How every store must count; a part of {@link EventStoreContract}. */
abstract class StoreUsageContract extends StoreUnderTest {

  static final EventFilter MAIN = new EventFilter(StoreEvents.BEGIN, StoreEvents.END, List.of());
  static final String NOBODY = "nobody";

  private static final Field USER_ID = Field.context("user.id");

  @Test
  final void countsEventsAndUsers() {
    check().counts(UsageQuery.of(EventFilter.ALL));
    check().counts(UsageQuery.of(MAIN));
    check().counts(UsageQuery.of(EventFilter.of(Condition.equal(Field.UID, NOBODY))));
    for (Bucket bucket : Bucket.values()) {
      check().counts(new UsageQuery(MAIN, bucket, null, 1));
    }
  }

  @Test
  final void countsByTheFieldsOfTheEvent() {
    for (Field.Part part : Field.Part.values()) {
      if (!part.isJson() && new Field(part, List.of()).isCountable()) {
        check().countsBy(MAIN, new Field(part, List.of()));
      }
    }
  }

  @Test
  final void countsByDataAndContext() {
    check().countsBy(MAIN, Field.data("label"));
    check().countsBy(MAIN, Field.data("count"));
    check().countsBy(MAIN, Field.data("error", "hash"));
    check().countsBy(MAIN, Field.data("tags"));
    check().countsBy(MAIN, Field.data("text"));
    check().countsBy(MAIN, Field.data("no", "such", "path"));
    check().countsBy(MAIN, Field.data("'; drop table event_logs; --"));
    check().countsBy(MAIN, Field.context("user", "id"));
  }

  @Test
  final void countsWhatConditionsLeave() {
    EventFilter errors =
        EventFilter.since(
            StoreEvents.BEGIN,
            Condition.equal(Field.NAME, "error"),
            Condition.of(Field.data("error", "hash"), Operator.EXISTS));
    check().counts(new UsageQuery(errors, null, Field.data("error", "hash"), 20));
    EventFilter user = EventFilter.since(StoreEvents.BEGIN, Condition.equal(Field.UID, "a"));
    check().counts(new UsageQuery(user, Bucket.DAY, Field.NAME, 20));
  }

  @Test
  final void countsByTwoFields() {
    countsBy(MAIN, Field.NAME, Field.LEVEL);
    countsBy(MAIN, Field.UID, Field.TYPE);
    countsBy(MAIN, Field.TYPE, Field.UID);
    countsBy(MAIN, Field.SUBJECT, Field.SCHEMA_VERSION);
    countsBy(EventFilter.of(Condition.equal(Field.NAME, "text")), Field.UID, Field.SUBJECT);
  }

  @Test
  final void countsByTwoFieldsOfWhichSomeAreData() {
    countsBy(MAIN, Field.data("label"), Field.NAME);
    countsBy(MAIN, Field.UID, Field.data("tags"));
    countsBy(MAIN, Field.data("tags"), Field.data("error", "hash"));
    EventFilter errors = EventFilter.of(Condition.of(Field.data("error", "hash"), Operator.EXISTS));
    countsBy(errors, Field.LEVEL, USER_ID);
  }

  private void countsBy(EventFilter filter, Field by, Field thenBy) {
    check().counts(new UsageQuery(filter, null, by, thenBy, null, 1_000));
    check().counts(new UsageQuery(filter, null, by, thenBy, null, 4));
    check().counts(new UsageQuery(filter, Bucket.MONTH, by, thenBy, null, 3));
  }

  @Test
  final void measuresDurations() {
    for (EventFilter filter : List.of(MAIN, EventFilter.of(Condition.equal(Field.UID, NOBODY)))) {
      measures(filter, null, null, Field.DURATION_MS);
      measures(filter, Field.NAME, null, Field.DURATION_MS);
      measures(filter, Field.UID, Field.LEVEL, Field.DURATION_MS);
      measures(filter, Field.data("label"), null, Field.DURATION_MS);
    }
  }

  @Test
  final void measuresTheNumbersOfData() {
    for (Field field :
        List.of(Field.data("count"), Field.data("ratio"), Field.data("label"), USER_ID)) {
      measures(MAIN, null, null, field);
      measures(MAIN, Field.NAME, null, field);
      measures(MAIN, Field.data("tags"), Field.NAME, field);
    }
  }

  private void measures(
      EventFilter filter, @Nullable Field by, @Nullable Field thenBy, Field measure) {
    for (@Nullable Bucket bucket : new @Nullable Bucket[] {null, Bucket.WEEK}) {
      UsageQuery query = new UsageQuery(filter, bucket, by, thenBy, measure, 20);
      if (measuresData(measure)) {
        check().counts(query);
      } else {
        check().refuses(() -> store().usage(query), measure);
      }
    }
  }

  @Test
  final void countsTheValuesOfSeveralFieldsAtOnce() {
    List<Field> fields =
        List.of(
            Field.UID, Field.data("label"), Field.NAME, Field.data("tags"), USER_ID, Field.TYPE);
    EventFilter some = EventFilter.since(StoreEvents.BEGIN, Condition.equal(Field.UID, "a", "1"));
    EventFilter labelled =
        EventFilter.since(StoreEvents.BEGIN, Condition.equal(Field.data("label"), "beta"));
    for (EventFilter filter : List.of(MAIN, some, labelled)) {
      check().givesFacets(new FacetQuery(filter, fields, 3));
      check().givesFacets(new FacetQuery(filter, fields.subList(0, 1), 1_000));
    }
    assertThat(
            store()
                .facets(
                    new FacetQuery(EventFilter.of(Condition.equal(Field.UID, NOBODY)), fields, 3),
                    Cancellation.withoutTimeout()))
        .as("facets of nothing")
        .hasSize(fields.size())
        .allSatisfy((field, rows) -> assertThat(rows).isEmpty());
  }
}
