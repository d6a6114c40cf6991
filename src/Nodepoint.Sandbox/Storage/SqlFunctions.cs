using System.Text;
using SQLitePCL;

namespace Nodepoint.Sandbox.Storage;

/// <summary>SQLite functions that compare as the panel's database does, and that let an index replace a table scan.</summary>
internal static class SqlFunctions
{
    private const int Pure = raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC;

    public static void Register(sqlite3 connection)
    {
        _ = raw.sqlite3__create_collation_utf8(connection, Database.Collation, null, static (_, a, b) => MysqlText.Compare(a, b));
        _ = raw.sqlite3_create_function(connection, "panel_like", 2, Pure, null, static (context, _, values) =>
        {
            if (IsNull(values[0]) || IsNull(values[1])) raw.sqlite3_result_null(context);
            else raw.sqlite3_result_int(context, MysqlText.IsLike(raw.sqlite3_value_blob(values[0]), raw.sqlite3_value_blob(values[1])) ? 1 : 0);
        });
        Text(connection, "panel_domain", MailDomain);
        Text(connection, "panel_from", LikePattern.Beginning);
        Text(connection, "panel_to", static pattern => LikePattern.Beginning(pattern) + '\uffff');
    }

    /// <summary>The text after the last @, normalized so that equal texts are identical; null without an @.</summary>
    public static string? MailDomain(string address) =>
        address.LastIndexOf('@') is var at and >= 0 ? MysqlText.Fold(address[(at + 1)..].TrimEnd(' ')) : null;

    private static void Text(sqlite3 connection, string name, Func<string, string?> function) =>
        _ = raw.sqlite3_create_function(connection, name, 1, Pure, null, (context, _, values) =>
        {
            var result = IsNull(values[0]) ? null : function(Encoding.UTF8.GetString(raw.sqlite3_value_blob(values[0])));
            if (result is null) raw.sqlite3_result_null(context);
            else raw.sqlite3_result_text(context, result);
        });

    private static bool IsNull(sqlite3_value value) => raw.sqlite3_value_type(value) == raw.SQLITE_NULL;
}
