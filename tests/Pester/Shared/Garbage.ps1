# Dot-sourced by specs: passes garbage to each parameter of a cmdlet in turn, and valid values to the others.
function Test-Garbage([string] $Command, [hashtable] $Good) {
    $garbage = "'`";<b>%§ä" * 34
    $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
    foreach ($parameter in (Get-Command $Command).Parameters.Values) {
        if ($parameter.Name -in $common -or $parameter.Name -in 'Panel', 'ThrottleLimit' -or $parameter.ParameterType -eq [switch]) { continue }
        $row = $Good.Clone()
        $row[$parameter.Name] = $garbage
        $problems = @()
        try { $null = & $Command @row -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue }
        catch { $problems = @($_) }
        # Some columns accept any text, without an error. Otherwise there is one error.
        if (@($problems).Count -gt 1) { "$Command -$($parameter.Name): $(@($problems).Count) errors" }
        foreach ($problem in $problems) {
            # PowerShell's own conversions repeat what they were given once or twice.
            if ("$problem".Length -gt 1000) { "$Command -$($parameter.Name): $("$problem".Length) characters" }
            if ("$problem" -match '   at Nodepoint|Exception:|INSERT INTO|UPDATE `|\$6\$|-Pw-|Np-Admin') { "$Command -$($parameter.Name): $problem" }
        }
    }
}
