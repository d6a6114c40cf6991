namespace Nodepoint.Bench.Sandbox;

/// <summary>The body of a call that adds a mailbox, with the columns that it needs to receive mail.</summary>
internal static class MailboxBody
{
    // A hash, as the module sends it.
    private const string Hash = "$6$rounds=5000$0f3a9c2b5d7e1a46$Zq1m8uX2pT7vK4sN6wR9yB3dF5hJ8lC0eG2iQ4oU6aS8xV1zM3nP5tW7kY9bD0fH2jL4qE6rT8uI1oA3sD5fG";

    public static string Of(string name, string domain) => $$"""
        "client_id":1,"params":{"server_id":1,"email":"{{name}}@{{domain}}","login":"{{name}}@{{domain}}","password":"{{Hash}}","_ispconfig_pw_crypted":1,"name":"Somebody","quota":104857600,"maildir":"/var/vmail/{{domain}}/{{name}}","homedir":"/var/vmail","uid":5000,"gid":5000}
        """;
}
