using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class MutatedCallTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private static readonly string[] Codes = ["ok", "remote_fault", "invalid_method", "invalid_data"];

    private static readonly Func<JsonNode?>[] OddValues =
    [
        () => null, () => true, () => false, () => 0, () => -1, () => 1.5, () => 1e300, () => 99999999999999999, () => "", () => " ", () => "0", () => "abc",
        () => "1 OR 1=1", () => "1; DROP TABLE client", () => "x' OR '1'='1", () => "`", () => "%", () => "_", () => "\\", () => "\0", () => "ü@ü.test", () => "\ud83d\ude00",
        () => new string('x', 5000), () => new string('.', 300), () => "--", () => "1 /* ", () => "(((((", () => "id", () => "#NULL#", () => "a\nb", () => "xn--",
        () => new JsonArray(), () => new JsonArray(1, 2), () => new JsonObject(), () => new JsonObject { ["#LIMIT#"] = 1, ["%"] = "%" }, () => new JsonObject { ["id"] = new JsonArray(1) },
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_is_sent_gets_an_answer_of_a_known_kind(int seed)
    {
        var random = new Random(seed);
        var recorded = Scenario.Names.SelectMany(n => Scenario.Load(n).Steps)
            .Where(s => s["request"] is JsonObject && (string?)s["function"] is not ("login" or "logout" or "system_config_set")).ToList();
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();
        for (var i = 0; i < 1500; i++)
        {
            var step = recorded[random.Next(recorded.Count)];
            var body = Encoding.UTF8.GetBytes(Mutated(step["request"]!.DeepClone().AsObject(), session, random).ToJsonString());
            if (random.Next(10) == 0) body[random.Next(body.Length)] = (byte)random.Next(256);
            await CheckAnswerAsync((string)step["function"]!, body);
            // Ten invalid sessions would lock out the address and end the test.
            if (i % 8 == 0) session = await sandbox.LoginAsync();
        }

        await sandbox.ResetAsync();
        Assert.Empty(await new Replayer(sandbox.Http, sandbox.Address).PlayAsync(Scenario.Load("dns-zone-lifecycle")));
    }

    private async Task CheckAnswerAsync(string function, byte[] body)
    {
        using var response = await sandbox.Http.PostAsync(new Uri(sandbox.Address, "/remote/json.php?" + function), new ByteArrayContent(body));
        var text = await response.Content.ReadAsStringAsync();
        var type = response.Content.Headers.ContentType?.MediaType;
        // A crash of the panel has a content type; an exception of the sandbox does not.
        var isKnown = (int)response.StatusCode switch
        {
            200 when type == "application/json" => Codes.Contains((string?)JsonNode.Parse(text)!["code"]),
            200 => type == "text/html" && text.Length > 0,
            500 => type == "text/html" && text.Length == 0,
            _ => false,
        };
        Assert.True(isKnown, $"{function} {Encoding.UTF8.GetString(body)} gave {(int)response.StatusCode} {type} {text}");
    }

    private static JsonObject Mutated(JsonObject request, string session, Random random)
    {
        var target = random.Next(3) > 0 && request["params"] is JsonObject { Count: > 0 } members ? members : request;
        for (var changes = random.Next(1, 4); changes > 0 && target.Count > 0; changes--)
        {
            var name = target.ElementAt(random.Next(target.Count)).Key;
            if (random.Next(6) == 0 && target.Count > 1) target.Remove(name);
            else target[name] = OddValues[random.Next(OddValues.Length)]();
        }
        if (request.ContainsKey("session_id") && random.Next(50) > 0) request["session_id"] = session;
        return request;
    }
}
