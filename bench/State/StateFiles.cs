using System.Globalization;
using System.Text;

namespace Nodepoint.Bench.State;

/// <summary>Writes the state of a hosting company with many clients, as Export-NpState would, with the members that matter.</summary>
internal static class StateFiles
{
    private const string Server = "ispc.nodepoint.test";
    private const int RecordsOfZone = 20;
    private const string Crypt = "$6$rounds=5000$90de5979f2b4cf6c$aUE3Qr/YRvaH4501ZIlLRRRjswc.1CbFIikqLg6kQfDlQSKSONM/.ABX9jbLZGZtdrOxAaieV9JiRkkiaq8fn.";
    private const string Native = "*E6A76C0B8E24B1A1CCA28098E104BB33ED62121F";

    public static int Zones(int clients) => clients * 4;

    public static int Mailboxes(int clients) => clients * 40;

    public static int Sites(int clients) => clients * 6;

    public static void Write(string folder, int clients)
    {
        foreach (var area in new[] { "clients", "dns/zones", "mail", "sites" }) Directory.CreateDirectory(Path.Combine(folder, area));
        File.WriteAllText(Path.Combine(folder, "manifest.json"), $$"""{"format":"nodepoint-state-1","panel":"https://panel.example","panelVersion":"ISPConfig 3.2.11p2","moduleVersion":"0","includesSecrets":true,"include":[],"exclude":[],"servers":{"{{Server}}":["mail","web","dns","file","database"]},"notAllowed":{} }""");
        for (var client = 0; client < clients; client++)
        {
            var name = $"client{client}";
            string[] zones = [.. Of(client, clients, Zones(clients)).Select(number => $"zone{number}.example")];
            WriteFile(folder, $"clients/{name}.json", name, ("NpClient", [$$"""{"Username":"{{name}}","ContactName":"Contact {{client}}","Email":"mail@{{name}}.example","PasswordHash":"{{Crypt}}","CronJobLimit":-1}"""]));
            foreach (var zone in zones) WriteFile(folder, $"dns/zones/{zone}.json", name, ("NpDnsZone", [Zone(zone)]));
            WriteFile(folder, $"mail/{name}.json", name,
                ("NpMailDomain", zones.Select(zone => $$"""{"Domain":"{{zone}}","Server":"{{Server}}"}""")),
                ("NpMailbox", Of(client, clients, Mailboxes(clients)).Select((number, at) => Mailbox($"user{number}@{zones[at % zones.Length]}", number))));
            var sites = Of(client, clients, Sites(clients)).ToArray();
            WriteFile(folder, $"sites/{name}.json", name,
                ("NpWebsite", sites.Select(site => $$"""{"Domain":"site{{site}}.example","Server":"{{Server}}"}""")),
                ("NpFtpUser", sites.Select(site => $$"""{"Username":"ftp{{site}}","PasswordHash":"{{Crypt}}","Website":"site{{site}}.example","Directory":"{DocumentRoot}","Server":"{{Server}}"}""")),
                ("NpDatabaseUser", sites.Select(site => $$"""{"Username":"dbu{{site}}","PasswordHash":"{{Native}}"}""")),
                ("NpDatabase", sites.Select(site => $$"""{"Name":"db{{site}}","Website":"site{{site}}.example","DatabaseUser":"dbu{{site}}","Server":"{{Server}}"}""")),
                ("NpWebFolder", sites.Select(site => $$"""{"Path":"/private","Website":"site{{site}}.example","Server":"{{Server}}"}""")),
                ("NpWebFolderUser", sites.Select(site => $$"""{"Username":"reader","WebFolder":{"Path":"/private","Website":"site{{site}}.example"},"PasswordHash":"{{Crypt}}","Server":"{{Server}}"}""")),
                ("NpCronJob", sites.Select(site => $$"""{"Command":"https://site{{site}}.example/cron","Website":"site{{site}}.example","Type":"Url","Minute":"*/10","Hour":"*","DayOfMonth":"*","Month":"*","DayOfWeek":"*","Server":"{{Server}}"}""")));
        }
    }

    private static IEnumerable<int> Of(int client, int clients, int count) => Enumerable.Range(0, count / clients).Select(number => (number * clients) + client);

    private static string Mailbox(string email, int number) => $$"""{"Email":"{{email}}","Login":"{{email}}","PasswordHash":"{{Crypt}}","Quota":1073741824,"Name":"User {{number}}","Server":"{{Server}}"}""";

    private static string Zone(string zone)
    {
        var records = new StringBuilder("""{"Name":"@","Type":"NS","Value":"ns1.nodepoint.eu.","Ttl":3600},{"Name":"@","Type":"MX","Priority":10,"Value":"mail.nodepoint.eu.","Ttl":3600}""");
        for (var number = 2; number < RecordsOfZone; number++) records.Append(CultureInfo.InvariantCulture, $$""",{"Name":"host{{number}}","Type":"A","Value":"203.0.113.{{number}}","Ttl":3600}""");
        return $$"""{"Origin":"{{zone}}.","Ns":"ns1.nodepoint.eu.","Mbox":"hostmaster.{{zone}}.","Server":"{{Server}}","Records":[{{records}}]}""";
    }

    private static void WriteFile(string folder, string path, string client, params (string Noun, IEnumerable<string> Objects)[] objects)
        => File.WriteAllText(Path.Combine(folder, path), $$"""{"format":"nodepoint-state-1","client":"{{client}}","objects":{ {{string.Join(",", objects.Select(one => $"\"{one.Noun}\":[{string.Join(",", one.Objects)}]"))}} } }""");
}
