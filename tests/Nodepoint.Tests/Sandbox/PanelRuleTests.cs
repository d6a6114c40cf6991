using System.Text;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class PanelRuleTests
{
    [Fact]
    public void Every_function_of_the_contract_does_something() =>
        Assert.All(ContractData.Current.Functions.Keys, name => Assert.NotNull(FunctionTable.Find(name)));

    [Fact]
    public void Every_pattern_filter_and_check_of_the_forms_is_known()
    {
        foreach (var field in ContractData.Current.Forms.Values.SelectMany(f => f.Fields))
        {
            foreach (var filter in field.SaveFilters) Assert.NotNull(SaveFilter.Apply(filter, "x"));
            foreach (var validator in field.Validators.Where(v => v.Type == "REGEX")) Assert.NotNull(PhpRegex.Translate(validator.Regex));
        }
    }

    [Theory]
    [InlineData("2020010101", "today01")]
    [InlineData("0", "today01")]
    [InlineData("", "today01")]
    [InlineData("2099123101", "2099123102")]
    [InlineData("2099123199", "2099123200")]
    [InlineData("4294967295", "4294967296")]
    public void A_serial_is_a_date_and_two_digits(string serial, string next) =>
        Assert.Equal(next.Replace("today", DateTime.UtcNow.ToString("yyyyMMdd", null), StringComparison.Ordinal), DnsSerial.After(serial));

    [Theory]
    [InlineData("Bücher.test", "xn--bcher-kva.test")]
    [InlineData("straße.test", "xn--strae-oqa.test")]
    [InlineData("WWW.Example.TEST.", "www.example.test.")]
    [InlineData("Info@Bücher.test", "Info@xn--bcher-kva.test")]
    [InlineData(".example.test", ".example.test")]
    [InlineData("a..b", "")]
    [InlineData("-a.test", "")]
    [InlineData("_dmarc.*.x y", "_dmarc.*.x y")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("\u1e9e.test", "ss.test")]
    [InlineData("\u0130.test", "xn--i-9bb.test")]
    [InlineData("a\u00adb\ufeff.test", "ab.test")]
    [InlineData("\u0301a.test", "")]
    [InlineData("\ue000.test", "")]
    public void Names_are_stored_in_punycode(string name, string stored) => Assert.Equal(stored, Idn.Encode(name));

    [Theory]
    [InlineData("info@example.test", true)]
    [InlineData("a.b+c@sub.example.test", true)]
    [InlineData("info@example", false)]
    [InlineData("info@-example.test", false)]
    [InlineData("info@exa_mple.test", false)]
    [InlineData("in fo@example.test", false)]
    [InlineData("info@example.1est", false)]
    [InlineData(".info@example.test", false)]
    [InlineData("info@example.test\n", false)]
    public void A_mail_address_is_what_php_takes_for_one(string address, bool isOne) => Assert.Equal(isOne, PhpFilter.IsEmail(address));

    [Theory]
    [InlineData("2001:db8::1", true)]
    [InlineData("::", true)]
    [InlineData("::ffff:192.0.2.1", true)]
    [InlineData("1:2:3:4:5:6:7:8", true)]
    [InlineData("1:2:3:4:5:6:7", false)]
    [InlineData("1::2::3", false)]
    [InlineData("2001:db8::g", false)]
    [InlineData("192.0.2.1", false)]
    public void An_ipv6_address_is_what_php_takes_for_one(string address, bool isOne) => Assert.Equal(isOne, PhpFilter.IsIpv6(address));

    [Fact]
    public void Passwords_are_hashed_as_every_unix_does()
    {
        const string Known = "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.";
        Assert.True(ShaCrypt.Verify("Hello world!", Known));
        Assert.False(ShaCrypt.Verify("Hello world", Known));
        Assert.True(ShaCrypt.Verify("Pässwort", ShaCrypt.Hash("Pässwort")));
    }

    [Theory]
    [InlineData("abc", 1)]
    [InlineData("abcdefgh", 2)]
    [InlineData("Abcdefg1", 3)]
    [InlineData("Abcdefg1!", 5)]
    [InlineData("MMMMMMMM1!", 3)]
    public void Passwords_are_rated_on_the_panels_scale(string password, int strength) => Assert.Equal(strength, PasswordCheck.Strength(password));

    [Theory]
    [InlineData("int(11) unsigned", "99999999999", "4294967295")]
    [InlineData("int(11)", "-5abc", "-5")]
    [InlineData("tinyint(3) unsigned", "300", "255")]
    [InlineData("decimal(5,2)", "12.345", "12.35")]
    [InlineData("varchar(5)", "abcdefg", "abcde")]
    [InlineData("varchar(9)", "a\ud83d\ude00b", "a????b")]
    [InlineData("char(2)", "de ", "de")]
    [InlineData("enum('n','y')", "Y", "y")]
    [InlineData("enum('n','y')", "2", "y")]
    [InlineData("enum('n','y')", "+1", "n")]
    [InlineData("enum('n','y')", "yes", "")]
    [InlineData("set('a','b','c')", "c,a,x", "a,c")]
    [InlineData("date", "2026-2-3", "2026-02-03")]
    [InlineData("datetime", "soon", "0000-00-00 00:00:00")]
    public void A_column_cuts_and_clamps_what_does_not_fit(string type, string value, string stored) =>
        Assert.Equal(stored, ColumnValue.Store(new ColumnDefinition("c", new ColumnEntry(type, null, false, null)), value));

    [Theory]
    [InlineData("id = 2", "2")]
    [InlineData("id = 1 OR 1=1 AND 1", "1,2,3")]
    [InlineData("id = 99 OR 1=2", "")]
    [InlineData("id = id AND 1", "1,2,3")]
    [InlineData("id = 2e0 -- and more", "2")]
    [InlineData("id = 3 or name like 'B%'", "2,3")]
    [InlineData("id in (1, '3x')", "1,3")]
    [InlineData("not id between 1 and 2", "3")]
    [InlineData("active is null", "")]
    [InlineData("id = dns_rr.id", "1,2,3")]
    [InlineData("id = 1|2", "3")]
    [InlineData("id = 7 & 2", "2")]
    [InlineData("id = 7 div 3 limit 1", "2")]
    [InlineData("id = @a", "")]
    public void An_id_may_be_any_condition(string condition, string ids)
    {
        var table = ContractData.Current.Tables["dns_rr"];
        var shape = new RowShape([.. table.Columns.Select(c => c.Name)]);
        var rows = new[] { "a", "b", "c" }.Select((name, i) => new Row(shape, [.. table.Columns.Select(c => c.Name switch { "id" => $"{i + 1}", "name" => name, _ => "" })]));
        Assert.Equal(ids, string.Join(',', rows.Where(SqlCondition.Parse(condition, table)).Select(r => r["id"])));
    }

    [Theory]
    [InlineData("id =  AND 1", "You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near 'AND 1' at line 1")]
    [InlineData("id = 1,2 AND 1", "You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near '2 AND 1' at line 1")]
    [InlineData("id = a@b.test AND 1", "You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near '@b.test AND 1' at line 1")]
    [InlineData("id = 1; DROP TABLE client AND 1", "You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near 'DROP TABLE client AND 1' at line 1")]
    [InlineData("id = a\nb AND 1", "You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near 'b AND 1' at line 2")]
    [InlineData("id = key AND 1", "You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near 'key AND 1' at line 1")]
    [InlineData("id = 1e400 AND 1", "Illegal double '1e400' value found during parsing")]
    [InlineData("id = a.test AND 1", "Unknown column 'a.test' in 'WHERE'")]
    [InlineData("id = abc AND 1", "Unknown column 'abc' in 'WHERE'")]
    [InlineData("id = 2abc AND 1", "Unknown column '2abc' in 'WHERE'")]
    public void A_condition_that_makes_no_sense_is_refused_in_the_databases_words(string condition, string message) =>
        Assert.Equal(message, Assert.Throws<SqlFault>(() => SqlCondition.Parse(condition, ContractData.Current.Tables["dns_rr"])).Message);

    [Theory]
    [InlineData("abc", "ABC ", true)]
    [InlineData("müller", "MULLER", true)]
    [InlineData("abc", "abd", false)]
    public void Texts_are_compared_without_case_accents_and_blanks_at_the_end(string a, string b, bool same)
    {
        Assert.Equal(same, MysqlText.AreEqual(a, b));
        Assert.Equal(same, MysqlText.Compare(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b)) == 0);
    }

    [Theory]
    [InlineData("example.test", "exam%", true)]
    [InlineData("example.test", "%.TEST", true)]
    [InlineData("example.test", "e_ample%", true)]
    [InlineData("100%", "100\\%", true)]
    [InlineData("1000", "100\\%", false)]
    public void A_pattern_matches_as_in_mysql(string text, string pattern, bool matches) => Assert.Equal(matches, MysqlText.IsLike(text, pattern));

    [Theory]
    [InlineData("a\0b", "ab")]
    [InlineData("a<b>c</b>", "ac")]
    [InlineData("a < b", "a < b")]
    public void Tags_and_NULs_are_stripped(string text, string plain) => Assert.Equal(plain, PhpText.StripTags(text));

    [Fact]
    public void A_fault_ends_at_a_NUL() => Assert.Equal("a", new RemoteFault("a\0b").Message);

    [Fact]
    public void What_php_serializes_can_be_read_again()
    {
        const string Text = "a:2:{s:1:\"a\";a:1:{i:5;s:3:\"\u00fcx\";}s:1:\"b\";N;}";
        Assert.Equal(Text, PhpSerializer.Serialize(PhpSerializer.Unserialize(Text)));
        Assert.Null(PhpSerializer.Unserialize("a:9:{"));
    }

    [Theory]
    [InlineData("2abc", 2)]
    [InlineData("2147483647", 2147483647)]
    [InlineData("99999999999", 99999999999)]
    [InlineData("1e400", 0)]
    [InlineData(12345678901234567890d, 1)]
    [InlineData(-1.9, -1)]
    public void A_number_too_large_for_an_id_is_read_from_its_text(object value, long id) => Assert.Equal(id, PanelInt.Of(value));

    [Theory]
    [InlineData("a", "0", false)]
    [InlineData("1e3", "1000", true)]
    [InlineData("01", "1", true)]
    [InlineData("abc", "ABC", false)]
    public void Texts_that_are_numbers_are_equal_as_numbers(string a, string b, bool same) => Assert.Equal(same, Loose.Same(a, b));
}
