# Import-NpCsv, and what a command says about rows that it cannot use.
Describe 'Import-NpCsv' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $file = Join-Path $TestDrive customers.csv
        function Set-File([string] $Text, [Text.Encoding] $Encoding = [Text.UTF8Encoding]::new($false)) { [IO.File]::WriteAllText($file, $Text.Replace("`r", '').Replace('~', "`r`n"), $Encoding) }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'finds the delimiter <Name>' -TestCases @(
        @{ Name = 'comma'; Text = 'Email,Name~a@example.com,"Anna, Berta"'; Want = 'Anna, Berta' }
        @{ Name = 'semicolon'; Text = 'Email;Name~a@example.com;Anna'; Want = 'Anna' }
        @{ Name = 'tab'; Text = "Email`tName~a@example.com`tAnna"; Want = 'Anna' }
        @{ Name = 'vertical bar'; Text = 'Email|Name~a@example.com|Anna'; Want = 'Anna' }
        @{ Name = 'of a sep= line'; Text = 'sep=;~Email;Name,Note~a@example.com;Anna'; Want = 'Anna' }
    ) {
        Set-File $Text
        $row = Import-NpCsv $file
        $row.Email | Should -Be a@example.com
        $row.PSObject.Properties.Value[1] | Should -Be $Want
    }

    It 'finds the encoding <Name>' -TestCases @(
        @{ Name = 'utf8'; Encoding = [Text.UTF8Encoding]::new($false) }, @{ Name = 'utf8BOM'; Encoding = [Text.UTF8Encoding]::new($true) }, @{ Name = 'unicode'; Encoding = [Text.Encoding]::Unicode }
        @{ Name = 'unicode without a mark'; Encoding = [Text.UnicodeEncoding]::new($false, $false) }, @{ Name = 'bigendianunicode'; Encoding = [Text.Encoding]::BigEndianUnicode }, @{ Name = 'windows-1252'; Encoding = [Text.Encoding]::Latin1 }
    ) {
        Set-File "Email,Name~a@example.com,J$([char]0xfc)rgen~" $Encoding
        (Import-NpCsv $file).Name | Should -BeExactly "J$([char]0xfc)rgen"
    }

    It 'reads rows of several lines, skips blank lines, and keeps headings with #' {
        Set-File "#Email,Name~~a@example.com,`"two~lines`"~~b@example.com,`"a `"`"quoted`"`" word`"~"
        $rows = Import-NpCsv $file
        $rows.Count | Should -Be 2
        $rows[0].'#Email' | Should -Be a@example.com
        $rows[0].Name | Should -Be "two`r`nlines"
        $rows[1].Name | Should -Be 'a "quoted" word'
        @($rows[0].PSObject.Properties.Name) | Should -Be '#Email', 'Name'
    }

    It 'refuses rows with missing and surplus fields with file and line, and reads the others' {
        Set-File 'Email,Password~a@example.com,Pass-4711,wind~b@example.com~"c@example.com","x~y"~d@example.com,"broken"quote~e@example.com,Pw'
        $rows = Import-NpCsv $file -ErrorVariable problems -ErrorAction SilentlyContinue
        $rows.Email | Should -Be c@example.com, e@example.com
        "$($problems[0])" | Should -BeLike 'customers.csv line 2: the row has 3 fields, but there are 2 headings*'
        "$($problems[1])" | Should -BeLike 'customers.csv line 3: the row has 1 field*'
        "$($problems[2])" | Should -BeLike 'customers.csv line 6: a quotation mark*'
        "$problems" | Should -Not -BeLike '*4711*'
    }

    It 'refuses <Name>' -TestCases @(
        @{ Name = 'doubled headings'; Text = 'Email,Name,email~a,b,c'; Id = 'DuplicateHeading*' }, @{ Name = 'empty headings'; Text = 'Email,,Name~a,b,c'; Id = 'EmptyHeading*' }, @{ Name = 'an empty file'; Text = ''; Id = 'FileIsEmpty*' }
    ) {
        Set-File $Text
        { Import-NpCsv $file -ErrorAction Stop } | Should -Throw -ErrorId $Id
    }

    It 'emits rows whose errors and warnings name file and line' {
        Set-File 'Email,Password,Quota~a@example.com,Mb-Pw-123!,150~b@nowhere.example,Mb-Pw-123!,1GB~c@example.com, Mb-Pw-123!,1GB~d@example.com,Mb-Pw-123!,much'
        $made = Import-NpCsv $file | Where-Object Email | New-NpMailbox -ErrorVariable problems -ErrorAction SilentlyContinue -WarningVariable warned -WarningAction SilentlyContinue
        $made.Email | Should -Be c@example.com
        "$($problems[0])" | Should -BeLike 'customers.csv line 2 (a@example.com): *'
        "$($problems[1])" | Should -BeLike 'customers.csv line 3*nowhere.example*'
        "$($problems[2])" | Should -BeLike 'customers.csv line 5: Quota: Cannot read ''much''*'
        "$warned" | Should -BeLike 'customers.csv line 4: *blank*'
    }

    It 'reads files with wildcards and from the pipeline' {
        Set-File 'Email~a@example.com'
        (Import-NpCsv (Join-Path $TestDrive 'custom*.csv')).Email | Should -Be a@example.com
        (Get-Item $file | Import-NpCsv).Email | Should -Be a@example.com
        { Import-NpCsv (Join-Path $TestDrive nothing.csv) -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound*'
    }
}

Describe 'A command says once' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'which columns it does not use, with the nearest parameter' {
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ Email = "a$_@example.com"; Password = 'Mb-Pw-123!'; qouta = '1GB'; Department = 'x' } }
        $null = $rows | New-NpMailbox -WarningVariable warned -WarningAction SilentlyContinue
        @($warned).Count | Should -Be 1
        "$warned" | Should -BeLike '*qouta (did you mean Quota?) and Department*'
        $null = $rows | New-NpMailbox -SkipExisting -IgnoreUnknownColumn -WarningVariable silent -WarningAction SilentlyContinue
        $silent | Should -BeNullOrEmpty
    }

    It 'nothing about columns that its Get- cmdlet emits' {
        $null = New-NpMailbox a@example.com -Password 'Mb-Pw-123!'
        Get-NpMailbox | ConvertTo-Csv | ConvertFrom-Csv | Set-NpMailbox -WarningVariable warned
        $warned | Should -BeNullOrEmpty
    }

    It 'that no row came in' {
        @() | New-NpMailbox -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*received no rows*'
    }

    It 'how many empty rows it skipped' {
        $rows = '', 'a@example.com', ' ' | ForEach-Object { [pscustomobject]@{ Email = $_; Password = if ($_.Trim()) { 'Mb-Pw-123!' } } }
        $made = $rows | New-NpMailbox -WarningVariable warned -WarningAction SilentlyContinue -ErrorVariable problems -ErrorAction SilentlyContinue
        $made.Email | Should -Be a@example.com
        $problems | Should -BeNullOrEmpty
        "$warned" | Should -BeLike '2 rows were skipped*'
    }

    It 'that a file was read with the wrong delimiter' {
        { 'Email;Password', 'a@example.com;x', 'b@example.com;y' | ConvertFrom-Csv | New-NpMailbox -ErrorAction Stop } | Should -Throw '*semicolon*-Delimiter '';''*'
        { "Email`tPassword", "a@example.com`tx" | ConvertFrom-Csv | New-NpMailbox -ErrorAction Stop } | Should -Throw '*a tab*'
    }

    It 'which row an error is about, and which columns it has' {
        $problems = $null
        $null = 'Mail,Password', 'a@example.com,Mb-Pw-123!', 'b@example.com,Mb-Pw-123!' | ConvertFrom-Csv | New-NpMailbox -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        "$($problems[1])" | Should -BeLike 'Row 2: *no value for Email*Its columns are Mail, Password.'
    }

    It 'nothing of a password in a file without headings' {
        $rows = 'anna@example.com,Mb-Pw-123!,1GB', 'b@example.com,Mb-Pw-456!,1GB' | ConvertFrom-Csv
        $null = $rows | New-NpMailbox -ErrorVariable problems -ErrorAction SilentlyContinue -WarningVariable warned -WarningAction SilentlyContinue
        "$problems $warned" | Should -BeLike '*(hidden)*'
        "$problems $warned" | Should -Not -BeLike '*Mb-Pw-123*'
        { 'anna@example.com;Mb-Pw-123!' , 'b@example.com;x' | ConvertFrom-Csv | New-NpMailbox -ErrorAction Stop } | Should -Throw '*semicolon*'
        $problem = { 'anna@example.com;Mb-Pw-123!' , 'b@example.com;x' | ConvertFrom-Csv | New-NpMailbox -ErrorAction Stop } | Should -Throw -PassThru
        "$problem" | Should -Not -BeLike '*Mb-Pw*'
    }
}
