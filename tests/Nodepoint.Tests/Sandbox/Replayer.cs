using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Nodepoint.Tests.Sandbox;

/// <summary>Replays a scenario on a panel and compares the responses as replay.py of the contract does.</summary>
internal sealed partial class Replayer(HttpClient http, Uri panel)
{
    private const string Volatile = "{{volatile}}";

    private static readonly Dictionary<string, string> Passwords = new(StringComparer.Ordinal)
    {
        ["npadmin"] = "Np-Admin-1!",
        ["npdns"] = "Np-Dns-1!",
        ["npnone"] = "Np-None-1!",
    };

    private readonly Dictionary<string, string> sessions = new(StringComparer.Ordinal);

    /// <summary>Replays a scenario and returns all differences with their steps.</summary>
    public async Task<List<string>> PlayAsync(Scenario scenario)
    {
        using var reset = await http.PostAsync(new Uri(panel, "/sandbox/reset"), null);
        reset.EnsureSuccessStatusCode();
        var differences = new List<string>();
        for (var i = 0; i < scenario.Steps.Count; i++)
            foreach (var difference in await StepAsync(scenario.Steps[i])) differences.Add($"step {i + 1} {scenario.Steps[i]["function"]}: {difference}");
        return differences;
    }

    private async Task<List<string>> StepAsync(JsonObject step)
    {
        var (status, text) = await SendAsync(step);
        var answer = Parse(text);
        Remember(step, answer);
        var differences = new List<string>();
        if (status != (int)step["status"]!) differences.Add($"status: wanted {step["status"]} got {status}");
        if (step.TryGetPropertyValue("body", out var body))
        {
            var plain = Unfill(text);
            if (plain != (string?)body) differences.Add($"body: wanted {Short(body)} got {plain}");
            return differences;
        }
        if (answer is null)
        {
            differences.Add($"body: wanted JSON got {text}");
            return differences;
        }
        var want = step["response"]!.DeepClone();
        var got = Parse(Unfill(answer.ToJsonString(Relaxed)))!;
        foreach (var path in step["volatile"]?.AsArray().Select(p => (string)p!) ?? [])
        {
            Mask(want, path.Split('.'));
            Mask(got, path.Split('.'));
        }
        Compare(want, got, "response", differences);
        return differences;
    }

    private async Task<(int Status, string Text)> SendAsync(JsonObject step)
    {
        var query = (string?)step["query"] ?? (string)step["function"]!;
        using var request = new HttpRequestMessage(
            new HttpMethod((string?)step["http_method"] ?? "POST"), new Uri(panel, "/remote/json.php" + (query.Length > 0 ? "?" + query : "")));
        var body = step.TryGetPropertyValue("request", out var parameters) ? parameters!.ToJsonString(Relaxed) : (string?)step["raw_request"];
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(await FillAsync(body)));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", (string?)step["content_type"] ?? "application/json");
        }
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
    }

    private void Remember(JsonObject step, JsonNode? answer)
    {
        if ((string?)step["function"] == "login" && (string?)step["as"] is { } name && answer is JsonObject login && (string?)login["code"] == "ok"
            && login["response"] is JsonValue value && value.TryGetValue<string>(out var session))
            sessions[name] = session;
    }

    private async Task<string> FillAsync(string body)
    {
        foreach (Match match in SessionMark().Matches(body)) await SessionAsync(match.Groups[1].Value);
        return SessionMark().Replace(body, match => sessions[match.Groups[1].Value]);
    }

    private async Task SessionAsync(string name)
    {
        if (sessions.ContainsKey(name)) return;
        var account = name.Split('#')[0];
        using var body = new StringContent(JsonSerializer.Serialize(new { username = account, password = Passwords[account] }));
        using var response = await http.PostAsync(new Uri(panel, "/remote/json.php?login"), body);
        sessions[name] = (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["response"]!;
    }

    private string Unfill(string text)
    {
        foreach (var (name, session) in sessions) text = text.Replace(session, $"{{{{session:{name}}}}}", StringComparison.Ordinal);
        return text;
    }

    private static void Mask(JsonNode? node, ReadOnlySpan<string> path)
    {
        switch (node)
        {
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                    if (path[0] == "*" || path[0] == i.ToString(System.Globalization.CultureInfo.InvariantCulture)) Put(list[i], path[1..], value => list[i] = value);
                break;
            case JsonObject members:
                foreach (var name in members.Select(m => m.Key).ToList())
                {
                    // The name of a member can contain dots.
                    var parts = name.Count(c => c == '.') + 1;
                    if (path[0] == "*") Put(members[name], path[1..], value => members[name] = value);
                    else if (parts <= path.Length && string.Join('.', path[..parts].ToArray()) == name) Put(members[name], path[parts..], value => members[name] = value);
                }
                break;
        }
    }

    private static void Put(JsonNode? node, ReadOnlySpan<string> rest, Action<JsonNode> set)
    {
        if (rest.Length == 0) set(JsonValue.Create(Volatile));
        else Mask(node, rest);
    }

    private static void Compare(JsonNode? want, JsonNode? got, string path, List<string> differences)
    {
        if (want is JsonObject wanted && got is JsonObject had)
        {
            foreach (var (name, value) in wanted)
            {
                if (had.TryGetPropertyValue(name, out var other)) Compare(value, other, $"{path}.{name}", differences);
                else differences.Add($"{path}.{name}: missing, wanted {Short(value)}");
            }
            differences.AddRange(had.Where(m => !wanted.ContainsKey(m.Key)).Select(m => $"{path}.{m.Key}: not wanted, got {Short(m.Value)}"));
        }
        else if (want is JsonArray wantedItems && got is JsonArray items)
        {
            if (wantedItems.Count != items.Count) differences.Add($"{path}: wanted {wantedItems.Count} elements got {items.Count}");
            for (var i = 0; i < Math.Min(wantedItems.Count, items.Count); i++) Compare(wantedItems[i], items[i], $"{path}.{i}", differences);
        }
        else if (want?.GetValueKind() != got?.GetValueKind() || !JsonNode.DeepEquals(want, got))
        {
            differences.Add($"{path}: wanted {Short(want)} got {Short(got)}");
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Short(JsonNode? node)
    {
        var text = node?.ToJsonString(Relaxed) ?? "null";
        return text.Length < 160 ? text : text[..157] + "...";
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"\{\{session:([^}]+)\}\}")]
    private static partial Regex SessionMark();
}
