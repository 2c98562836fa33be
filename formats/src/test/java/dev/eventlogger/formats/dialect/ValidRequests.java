package dev.eventlogger.formats.dialect;

import java.util.List;

/**
 * A valid request of each kind. Every text in it contains the canary, which must not be in any
 * message.
 */
final class ValidRequests {

  static final String CANARY = "canary";

  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain";

  private ValidRequests() {}

  /**
   * A request that a dialect reads.
   *
   * @param headers in pairs
   */
  record Valid(String dialect, String method, String path, List<String> headers, String body) {

    SentRequest request(byte[] bytes) {
      Requests request = Requests.of(method, path).query("x", CANARY).query("hasty", "");
      for (int i = 0; i < headers.size(); i += 2) {
        request.header(headers.get(i), headers.get(i + 1));
      }
      return request.body(bytes);
    }
  }

  static List<Valid> all() {
    return List.of(
        post(
            "event-logger",
            "/v1/events",
            JSON,
            "{'name':'n','uid':7,'id':'canary',"
                + "'created_at':'2026-11-28T07:00:00Z','level':'INFO','duration_ms':1.5,"
                + "'context':{'a.b':'canary'},'event_data':{'a':['canary',1,null,true]}}"),
        post(
            "event-logger",
            "/v1/events",
            TEXT,
            "{'sent_at':1795851158473,'events':["
                + "{'event_type':'CLICK','message':'canary','created_at':1795851158473}]}"),
        post(
            "event-logger",
            "/v1/events",
            "application/x-ndjson",
            "{'name':'canary'}\n{'type':'VIEW','data':{'a':'canary'}}\n"),
        post(
            "eventgate",
            "/v1/events",
            JSON,
            "[{'$schema':'/canary/1.0.0','dt':"
                + "'2026-11-28T07:00:00Z','meta':{'stream':'canary','id':'canary'},'a':'canary'}]"),
        post(
            "jupyter",
            "/api/events",
            TEXT,
            "{'schema_id':'canary','version':1,"
                + "'data':{'a':'canary'},'timestamp':'2026-11-28T07:00:00Z'}"),
        post(
            "querybook",
            "/ds/context_log/",
            TEXT,
            "[{'type':'CLICK','data':" + "{'path':'canary'},'timestamp':1795851158473}]"),
        post(
            "cloudevents",
            "/ce",
            "application/cloudevents-batch+json",
            "[{'specversion':'1.0',"
                + "'id':'canary','source':'canary','type':'canary','subject':'canary',"
                + "'time':'2026-11-28T07:00:00Z','dataschema':'canary','data_base64':'Y2FuYXJ5',"
                + "'eventcontext':'{}','ext':'canary'}]"),
        new Valid(
            "cloudevents",
            "POST",
            "/ce",
            List.of(
                "Content-Type",
                JSON,
                "ce-id",
                "canary",
                "ce-specversion",
                "1.0",
                "ce-source",
                "canary%20",
                "ce-type",
                "canary"),
            text("{'a':'canary'}")),
        new Valid(
            "gramex",
            "POST",
            "/log",
            List.of("Content-Type", "application/x-www-form-urlencoded"),
            "a=canary&b=%C3%A9"),
        post(
            "segment",
            "/v1/b",
            TEXT,
            "{'writeKey':'canary','sentAt':'2026-11-28T07:00:00Z',"
                + "'batch':[{'type':'track','event':'canary','properties':{'a':'canary'},"
                + "'userId':'canary','anonymousId':'canary','messageId':'canary','timestamp':"
                + "'2026-11-28T07:00:00Z','context':{'a':'canary'}},{'type':'page','name':'canary'}]}"),
        post("segment", "/v1/i", JSON, "{'userId':'canary','traits':{'a':'canary'}}"),
        post(
            "otlp",
            "/v1/logs",
            JSON,
            "{'resourceLogs':[{'resource':{'attributes':[{'key':'k',"
                + "'value':{'stringValue':'canary'}}]},'scopeLogs':[{'scope':{'name':'canary'},"
                + "'logRecords':[{'timeUnixNano':'1795851156474000000','severityNumber':9,"
                + "'severityText':'canary','body':{'stringValue':'canary'},'eventName':'canary',"
                + "'traceId':'canary','attributes':[{'key':'user.id','value':{'intValue':'1'}},"
                + "{'key':'l','value':{'arrayValue':{'values':[{'doubleValue':1.5}]}}},"
                + "{'key':'m','value':{'kvlistValue':{'values':[{'key':'n','value':{}}]}}}]}]}]}]}"),
        post(
            "posthog",
            "/e/",
            TEXT,
            "{'api_key':'canary','sent_at':'2026-11-28T07:00:00Z',"
                + "'batch':[{'uuid':'canary','event':'canary','timestamp':'2026-11-28T07:00:00Z',"
                + "'properties':{'distinct_id':'canary','$time':1.5,'a':'canary'},'$set':{}},"
                + "{'event':'$autocapture','offset':5,'properties':{'$event_type':'click'}}]}"),
        post("plausible", "/api/event", TEXT, "{'n':'canary','u':'canary','p':{'a':'canary'}}"),
        post(
            "umami",
            "/api/send",
            JSON,
            "{'type':'event','payload':{'name':'canary',"
                + "'id':'canary','timestamp':1795851158,'data':{'a':'canary'}}}"));
  }

  private static Valid post(String dialect, String path, String contentType, String body) {
    return new Valid(dialect, "POST", path, List.of("Content-Type", contentType), text(body));
  }

  private static String text(String body) {
    return body.replace('\'', '"');
  }
}
