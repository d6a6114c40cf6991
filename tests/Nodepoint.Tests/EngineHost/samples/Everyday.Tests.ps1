Describe 'Everyday commands' {
    It '<Title>' -TestCases @(
        @{ Title = 'Select-Object -First -Skip'; Script = { 1..9 | Select-Object -First 2 -Skip 1 }; Gives = 2, 3 }
        @{ Title = 'Select-Object -Last'; Script = { 1..9 | Select-Object -Last 2 }; Gives = 8, 9 }
        @{ Title = 'Select-Object -Last -Skip'; Script = { 1..9 | Select-Object -Last 2 -Skip 1 }; Gives = 7, 8 }
        @{ Title = 'Select-Object -Last of fewer'; Script = { 1..2 | Select-Object -Last 5 -Skip 1 }; Gives = 1 }
        @{ Title = 'Select-Object -Last after skipping all'; Script = { 1..2 | Select-Object -Last 5 -Skip 2 }; Gives = $null }
        @{ Title = 'Select-Object -SkipLast'; Script = { 1..5 | Select-Object -SkipLast 3 }; Gives = 1, 2 }
        @{ Title = 'Select-Object -First 0'; Script = { 1..5 | Select-Object -First 0 }; Gives = $null }
        @{ Title = 'Select-Object -Index'; Script = { 1..5 | Select-Object -Index 0, 3 }; Gives = 1, 4 }
        @{ Title = 'Select-Object -Unique'; Script = { 1, 2, 2, 1 | Select-Object -Unique }; Gives = 1, 2 }
        @{ Title = 'Select-Object -First ends what is before it'; Script = { $n = @(0); 1..9 | ForEach-Object { $n[0]++; $_ } | Select-Object -First 2 | Out-Null; $n[0] }; Gives = 2 }
        @{ Title = 'Select-Object with a calculated property'; Script = { ([pscustomobject]@{ B = 2 } | Select-Object @{ n = 'C'; e = { $_.B + 1 } }).C }; Gives = 3 }
        @{ Title = 'Select-Object of a property that is not there'; Script = { ([pscustomobject]@{ B = 2 } | Select-Object B, None).PSObject.Properties.Name }; Gives = 'B', 'None' }
        @{ Title = 'Select-Object -ExcludeProperty'; Script = { ([pscustomobject]@{ Ab = 1; Ac = 2; B = 3 } | Select-Object A* -ExcludeProperty Ac).PSObject.Properties.Name }; Gives = 'Ab' }
        @{ Title = 'Select-Object -ExpandProperty'; Script = { [pscustomobject]@{ A = 1, 2 } | Select-Object -ExpandProperty A }; Gives = 1, 2 }
        @{ Title = 'Sort-Object'; Script = { 3, 1, 2 | Sort-Object }; Gives = 1, 2, 3 }
        @{ Title = 'Sort-Object -Unique -Descending'; Script = { 'b', 'A', 'c', 'a' | Sort-Object -Unique -Descending }; Gives = 'c', 'b', 'A' }
        @{ Title = 'Sort-Object by a script block'; Script = { 10, 9, 100 | Sort-Object { -$_ } }; Gives = 100, 10, 9 }
        @{ Title = 'Sort-Object by two keys'; Script = { ([pscustomobject]@{ A = 1; B = 1 }, [pscustomobject]@{ A = 1; B = 2 } | Sort-Object A, @{ e = 'B'; Descending = $true }).B }; Gives = 2, 1 }
        @{ Title = 'Sort-Object -Top'; Script = { 3, 1, 2 | Sort-Object -Top 2 }; Gives = 1, 2 }
        @{ Title = 'Sort-Object of nothing'; Script = { @() | Sort-Object }; Gives = $null }
        @{ Title = 'Measure-Object'; Script = { $m = 1..4 | Measure-Object -Sum -Average -Maximum -Minimum; $m.Count, $m.Sum, $m.Average, $m.Maximum, $m.Minimum }; Gives = 4, 10, 2.5, 4, 1 }
        @{ Title = 'Measure-Object of a property'; Script = { ([pscustomobject]@{ A = 1 }, [pscustomobject]@{ A = 2 } | Measure-Object A -Sum).Sum }; Gives = 3 }
        @{ Title = 'Measure-Object of nothing'; Script = { (@() | Measure-Object).Count }; Gives = 0 }
        @{ Title = 'Group-Object'; Script = { 1..6 | Group-Object { $_ % 2 } | ForEach-Object { "$($_.Name):$($_.Count)" } }; Gives = '0:3', '1:3' }
        @{ Title = 'Group-Object -AsHashTable'; Script = { ('a', 'bb', 'cc' | Group-Object Length -AsHashTable)[2] }; Gives = 'bb', 'cc' }
        @{ Title = 'Compare-Object'; Script = { Compare-Object 1, 2 2, 3 | Sort-Object InputObject | ForEach-Object { "$($_.InputObject)$($_.SideIndicator)" } }; Gives = '1<=', '3=>' }
        @{ Title = 'Get-Member'; Script = { ([pscustomobject]@{ A = 1; B = 2 } | Get-Member -MemberType NoteProperty).Name }; Gives = 'A', 'B' }
        @{ Title = 'Add-Member'; Script = { ([pscustomobject]@{ A = 1 } | Add-Member Extra 5 -PassThru).Extra }; Gives = 5 }
        @{ Title = 'Add-Member of a script property'; Script = { ([pscustomobject]@{ A = 1 } | Add-Member -MemberType ScriptProperty -Name Next -Value { $this.A + 1 } -PassThru).Next }; Gives = 2 }
        @{ Title = 'New-Object with arguments'; Script = { (New-Object System.Uri 'http://example.com/').Host }; Gives = 'example.com' }
        @{ Title = 'New-Object with properties'; Script = { (New-Object PSObject -Property @{ A = 4 }).A }; Gives = 4 }
        @{ Title = 'New-Object of a list'; Script = { $list = New-Object 'System.Collections.Generic.List[int]'; $list.Add(3); $list.Count }; Gives = 1 }
        @{ Title = 'ConvertFrom-Csv'; Script = { ('a,b', '1,"x, ""y"""', '', '2,' | ConvertFrom-Csv).b }; Gives = 'x, "y"', $null }
        @{ Title = 'ConvertFrom-Csv -Delimiter -Header'; Script = { ('1;2' | ConvertFrom-Csv -Delimiter ';' -Header a, b).b }; Gives = '2' }
        @{ Title = 'ConvertTo-Csv'; Script = { [pscustomobject]@{ A = 1; B = 'x"y'; C = $null; D = @(1, 2) } | ConvertTo-Csv }; Gives = '"A","B","C","D"', '"1","x""y",,"System.Object[]"' }
        @{ Title = 'ConvertTo-Csv of a leading null'; Script = { [pscustomobject]@{ A = $null; B = 1 } | ConvertTo-Csv -NoHeader }; Gives = ',"1"' }
        @{ Title = 'ConvertTo-Csv -UseQuotes AsNeeded'; Script = { [pscustomobject]@{ A = 'x y'; B = 'x,y' } | ConvertTo-Csv -UseQuotes AsNeeded -NoHeader }; Gives = 'x y,"x,y"' }
        @{ Title = 'Import-Csv of lines within a field'; Script = { Set-Content TestDrive:/a.csv "a,b`r`n1,`"x`ny`"`r`n2,z" -NoNewline; (Import-Csv TestDrive:/a.csv).b }; Gives = "x`ny", 'z' }
        @{ Title = 'Import-Csv of empty fields'; Script = { Set-Content TestDrive:/j.csv "a,b`n1,`n, `"y `"`n  x ,`n2," -NoNewline; Import-Csv TestDrive:/j.csv | ForEach-Object { "[$($_.a)][$($_.b)]"; $null -eq $_.b } }; Gives = '[1][]', $false, '[][y ]', $false, '[x ][]', $false, '[2][]', $true }
        @{ Title = 'Export-Csv -Append'; Script = { [pscustomobject]@{ A = 1 }, [pscustomobject]@{ A = 2 } | Export-Csv TestDrive:/b.csv; [pscustomobject]@{ A = 3 } | Export-Csv TestDrive:/b.csv -Append; Get-Content TestDrive:/b.csv }; Gives = '"A"', '"1"', '"2"', '"3"' }
        @{ Title = 'ConvertTo-Json'; Script = { [ordered]@{ a = @(1, @{ b = $true }); c = 'ü'; d = $null; e = 1.5 } | ConvertTo-Json -Compress }; Gives = '{"a":[1,{"b":true}],"c":"ü","d":null,"e":1.5}' }
        @{ Title = 'ConvertTo-Json of an array'; Script = { 1, 2 | ConvertTo-Json -Compress }; Gives = '[1,2]' }
        @{ Title = 'ConvertTo-Json of an object'; Script = { [pscustomobject]@{ A = [DayOfWeek]::Monday } | ConvertTo-Json -Compress -EnumsAsStrings }; Gives = '{"A":"Monday"}' }
        @{ Title = 'ConvertFrom-Json'; Script = { ('{"a":{"b":[1,2]}}' | ConvertFrom-Json).a.b }; Gives = 1, 2 }
        @{ Title = 'ConvertFrom-Json of an array'; Script = { '[{"a":1},{"a":2}]' | ConvertFrom-Json | ForEach-Object { $_.a } }; Gives = 1, 2 }
        @{ Title = 'ConvertFrom-Json -AsHashtable'; Script = { ('{"a":1}' | ConvertFrom-Json -AsHashtable)['a'] }; Gives = 1 }
        @{ Title = 'secure strings'; Script = { ConvertTo-SecureString 'secret' -AsPlainText -Force | ConvertFrom-SecureString -AsPlainText }; Gives = 'secret' }
        @{ Title = 'Join-Path'; Script = { Join-Path /a b c }; Gives = '/a/b/c' }
        @{ Title = 'Split-Path'; Script = { Split-Path /a/b.txt; Split-Path /a/b.txt -Leaf; Split-Path /a/b.txt -LeafBase; Split-Path /a/b.txt -Extension }; Gives = '/a', 'b.txt', 'b', '.txt' }
        @{ Title = 'Test-Path'; Script = { Test-Path /none/such; Test-Path TestDrive:/; Test-Path TestDrive:/ -PathType Leaf }; Gives = $false, $true, $false }
        @{ Title = 'variables'; Script = { Set-Variable there 5; Get-Variable there -ValueOnly; $there }; Gives = 5, 5 }
        @{ Title = 'redirection'; Script = { 'x', 'y' > TestDrive:/c.txt; 'z' >> TestDrive:/c.txt; Get-Content TestDrive:/c.txt }; Gives = 'x', 'y', 'z' }
        @{ Title = 'Get-Content'; Script = { Set-Content TestDrive:/d.txt 'x', 'y', 'z'; (Get-Content TestDrive:/d.txt -Raw).Length; Get-Content TestDrive:/d.txt -First 1; Get-Content TestDrive:/d.txt -Tail 1 }; Gives = 6, 'x', 'z' }
        @{ Title = 'Add-Content'; Script = { Set-Content TestDrive:/e.txt 'x'; 'y' | Add-Content TestDrive:/e.txt; Get-Content TestDrive:/e.txt }; Gives = 'x', 'y' }
        @{ Title = 'items'; Script = { $null = New-Item TestDrive:/f/g -ItemType Directory -Force; Set-Content TestDrive:/f/g/h.txt 'x'; (Get-ChildItem TestDrive:/f -Recurse -File).Name; (Get-Item TestDrive:/f/g/h.txt).Length; Remove-Item TestDrive:/f -Recurse; Test-Path TestDrive:/f }; Gives = 'h.txt', 2, $false }
        @{ Title = 'Move-Item'; Script = { Set-Content TestDrive:/m1 'one'; Set-Content TestDrive:/m2 'two'; Move-Item TestDrive:/m1 TestDrive:/m3; Move-Item TestDrive:/m2 TestDrive:/m3 -Force; Test-Path TestDrive:/m1; Test-Path TestDrive:/m2; Get-Content TestDrive:/m3; Remove-Item TestDrive:/m3 }; Gives = $false, $false, 'two' }
        @{ Title = 'locations'; Script = { Push-Location $TestDrive; (Get-Location).Path -eq $TestDrive; Pop-Location; (Get-Location).Path -eq $TestDrive }; Gives = $true, $false }
        @{ Title = 'Select-String'; Script = { ('abc', 'xyz', 'B' | Select-String 'b').Line; 'abc' | Select-String 'x' -Quiet; 'abc' | Select-String 'b' -Quiet }; Gives = 'abc', 'B', $true }
        @{ Title = 'Select-String in a file'; Script = { Set-Content TestDrive:/i.txt 'x', 'y'; (Select-String 'y' TestDrive:/i.txt).LineNumber }; Gives = 2 }
        @{ Title = 'Get-Date'; Script = { Get-Date '2025-03-04' -Format 'yyyy.MM.dd' }; Gives = '2025.03.04' }
        @{ Title = 'Get-Random'; Script = { Get-Random -Minimum 3 -Maximum 4; (1..5 | Get-Random -Count 5 | Sort-Object) -join '' }; Gives = 3, '12345' }
        @{ Title = 'Out-String'; Script = { ([pscustomobject]@{ Name = 'one' } | Out-String).Trim() -split '\r?\n' -replace '\e\[[\d;]*m' }; Gives = 'Name', '----', 'one' }
        @{ Title = 'Format-List'; Script = { ([pscustomobject]@{ A = 1; B = 2 } | Format-List B | Out-String).Trim() -replace '\e\[[\d;]*m' }; Gives = 'B : 2' }
        @{ Title = 'Write-Host, which is information'; Script = { "$(Write-Host a b 6>&1)" }; Gives = 'a b' }
        @{ Title = 'Write-Output'; Script = { Write-Output 1 2; (Write-Output 1, 2 -NoEnumerate).Count }; Gives = 1, 2, 2 }
        @{ Title = 'Write-Warning'; Script = { Write-Warning 'careful' -WarningVariable w -WarningAction SilentlyContinue; "$w" }; Gives = 'careful' }
        @{ Title = 'Write-Error'; Script = { Write-Error 'wrong' -ErrorId Mine -ErrorAction SilentlyContinue -ErrorVariable e; $e[0].FullyQualifiedErrorId; "$($e[0])" }; Gives = 'Mine*', 'wrong' }
        @{ Title = 'the preference of the caller'; Script = { $ErrorActionPreference = 'Stop'; try { Write-Error 'wrong'; 'goes on' } catch { 'stopped' } }; Gives = 'stopped' }
        @{ Title = 'a missing file'; Script = { Get-Content /none/such -ErrorAction SilentlyContinue -ErrorVariable e; $e[0].CategoryInfo.Category }; Gives = 'ObjectNotFound' }
        @{ Title = 'strict mode'; Script = { Set-StrictMode -Version Latest; 1..3 | Select-Object -First 1; 2, 1 | Sort-Object; (1, 2 | Measure-Object -Sum).Sum; '{"a":1}' | ConvertFrom-Json | ForEach-Object a; 'a', 'b' | Group-Object | ForEach-Object Count }; Gives = 1, 1, 2, 3, 1, 1, 1 }
    ) {
        $given = @(& $Script)
        $given.Count | Should -Be ($null -eq $Gives ? 0 : @($Gives).Count)
        for ($i = 0; $i -lt $given.Count; $i++) {
            if (@($Gives)[$i] -is [string] -and @($Gives)[$i] -like '*`*') { $given[$i] | Should -BeLike @($Gives)[$i] }
            else { $given[$i] | Should -BeExactly @($Gives)[$i] }
        }
    }
}
