using System.Net;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail.Spf;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Nodepoint.Tests.Mail.Spf;

/// <summary>The public test suite of RFC 7208, which is not a part of this repository. It is read from a folder beside it.</summary>
public sealed class SpfSuiteTests
{
    private const int Cases = 203;

    [Fact]
    public async Task Every_case_of_the_public_suite_has_its_result()
    {
        var file = Path.Combine(Repository.Root, "..", "shared", "data", "spf", "rfc7208-tests.yml");
        if (!File.Exists(file)) Assert.Skip("The public SPF test suite is not beside the repository (shared/data/spf/rfc7208-tests.yml).");
        var yaml = new YamlStream();
        using (var reader = new StreamReader(file)) yaml.Load(reader);
        var (count, wrong) = (0, new List<string>());
        foreach (var scenario in yaml.Documents.Select(document => (YamlMappingNode)document.RootNode))
        {
            var zones = Zones((YamlMappingNode)scenario["zonedata"]);
            foreach (var (key, value) in (YamlMappingNode)scenario["tests"])
            {
                count++;
                if (await CheckAsync(zones, (YamlMappingNode)value) is { } problem) wrong.Add($"{scenario["description"]} > {key}: {problem}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(Cases, count);
    }

    private static async Task<string?> CheckAsync(SpfZones zones, YamlMappingNode test)
    {
        var query = SpfQuery.Of(IPAddress.Parse(Text(test, "host")), Text(test, "mailfrom"), Text(test, "helo"));
        var found = await new SpfEvaluator(zones, TimeProvider.System).EvaluateAsync(query, TestContext.Current.CancellationToken);
        var wanted = test["result"] is YamlSequenceNode several ? several.Select(one => $"{one}").ToArray() : [Text(test, "result")];
        if (!wanted.Contains($"{found.Result}".ToLowerInvariant())) return $"{found.Result} instead of {string.Join(" or ", wanted)}. {found.Problem}";
        if (!test.Children.ContainsKey("explanation")) return null;
        var explanation = Text(test, "explanation") is var text && text == "DEFAULT" ? "" : text;
        return found.Explanation == explanation ? null : $"explanation '{found.Explanation}' instead of '{explanation}'";
    }

    private static SpfZones Zones(YamlMappingNode data)
    {
        var zones = new SpfZones();
        foreach (var (key, value) in data)
        {
            var (name, entries) = ($"{key}", ((YamlSequenceNode)value).ToList());
            zones.Of(name);
            var hasTexts = entries.OfType<YamlMappingNode>().Any(entry => entry.Children.ContainsKey("TXT"));
            foreach (var entry in entries)
            {
                if (entry is not YamlMappingNode record)
                {
                    zones.Silence(name);
                    continue;
                }

                var (kind, content) = ($"{record.Children.First().Key}", record.Children.First().Value);
                // A name without TXT records is served those of type SPF as TXT.
                if (kind == "SPF" && !hasTexts) kind = "TXT";
                if ($"{content}" is "TIMEOUT") zones.Silence(name);
                else if ($"{content}" is not "NONE" && kind != "SPF") zones.Add(name, Enum.Parse<DnsQueryType>(kind), Data(kind, content));
            }
        }

        return zones;
    }

    private static byte[] Data(string kind, YamlNode content) => kind switch
    {
        "TXT" => SpfZones.Texts(content is YamlSequenceNode texts ? texts.Select(text => $"{text}") : [$"{content}"]),
        "MX" => SpfZones.Mx([.. ((YamlSequenceNode)content).Select(part => $"{part}")]),
        "A" or "AAAA" => IPAddress.Parse($"{content}").GetAddressBytes(),
        _ => SpfZones.Name($"{content}"),
    };

    private static string Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) && value is YamlScalarNode { Value: { } text } ? text : "";
}
