# How New- and Set- cmdlets read their parameters from rows.
Describe 'Rows' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        function New-Row([hashtable] $Cells) {
            $row = [ordered]@{ Email = 'a@example.com'; Password = 'Mb-Pw-123!' }
            foreach ($name in $Cells.Keys) { $row[$name] = $Cells[$name] }
            [pscustomobject]$row
        }
        # The error of a command for a row that it refuses.
        function Get-Complaint([scriptblock] $Command) { $ErrorActionPreference = 'Continue'; @(& $Command 2>&1)[0] }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'can name a column like the parameter or any of its aliases, in any case' {
        $made = [pscustomobject]@{ MAILADDRESS = 'a@example.com'; password = 'Mb-Pw-123!'; displayname = 'Anna'; move_junk = 'Keep'; postfix = 'no' } | New-NpMailbox
        "$($made.Email) $($made.Name) $($made.Junk) $($made.Receive)" | Should -Be 'a@example.com Anna Keep False'
    }

    It 'can contain unknown columns' {
        (New-Row @{ Department = 'Sales'; Id = 17; Telephone = '1' } | New-NpMailbox).Email | Should -Be 'a@example.com'
    }

    It 'are read by the parameter''s name first, then by its aliases in order' {
        ([pscustomobject]@{ Address = 'c@example.com'; MailAddress = 'b@example.com'; Password = 'Mb-Pw-123!' } | New-NpMailbox).Email | Should -Be 'b@example.com'
        ([pscustomobject]@{ Address = 'c@example.com'; MailAddress = 'b@example.com'; Email = 'a@example.com'; Password = 'Mb-Pw-123!' } | New-NpMailbox).Email | Should -Be 'a@example.com'
    }

    It 'are overridden by explicit parameters' {
        (New-Row @{ Quota = '1GB'; Name = 'Anna' } | New-NpMailbox -Quota 2GB).Quota | Should -Be 2GB
        Set-NpMailbox a@example.com -Name Berta
        [pscustomobject]@{ Email = 'nobody@example.com'; Quota = '3GB' } | Set-NpMailbox a@example.com
        (Get-NpMailbox a@example.com).Quota | Should -Be 3GB
    }

    It 'are overridden by default parameter values' {
        $PSDefaultParameterValues['New-NpMailbox:Quota'] = 5GB
        (New-Row @{ Quota = '1GB' } | New-NpMailbox).Quota | Should -Be 5GB
        $PSDefaultParameterValues.Remove('New-NpMailbox:Quota')
    }

    It 'do not affect the next row' {
        $rows = (New-Row @{ Name = 'Anna'; Quota = '1GB'; Imap = 'no' }), ([pscustomobject]@{ Password = 'Mb-Pw-123!'; Email = 'b@example.com' }), ([pscustomobject]@{ Email = 'c@example.com'; Name = 'Carl' })
        $made = $rows | New-NpMailbox -ErrorVariable said -ErrorAction SilentlyContinue
        "$($made[1].Name)|$($made[1].Quota)|$($made[1].Imap)" | Should -Be '|-1|True'
        "$said" | Should -BeLike '*No password is specified for mailbox ''c@example.com''*'
    }

    It 'with empty cells ignore them' {
        $made = New-Row @{ Quota = ''; Cc = ' '; Imap = ''; Junk = ''; AutoresponderStart = ''; ServerId = ''; Client = '' } | New-NpMailbox
        "$($made.Quota)|$($made.Cc)|$($made.Imap)|$($made.Junk)" | Should -Be '-1||True|MoveAfterFilters'
        $null = [pscustomobject]@{ Email = 'a@example.com'; Name = 'Anna'; Quota = '' } | Set-NpMailbox
        (Get-NpMailbox a@example.com).Quota | Should -Be -1
    }

    It 'with an empty cell for a text clear the text' {
        $null = New-Row @{ Name = 'Anna' } | New-NpMailbox
        [pscustomobject]@{ Email = 'a@example.com'; Name = '' } | Set-NpMailbox
        (Get-NpMailbox a@example.com).Name | Should -Be ''
    }

    It 'without a required value are an error that names it, with its aliases' -TestCases @(
        @{ Row = @{ Password = 'Mb-Pw-123!' }; Lacks = '*no value for Email (or MailAddress, Address)*' }
        @{ Row = @{ Password = 'Mb-Pw-123!'; Email = '' }; Lacks = '*no value for Email*' }
        @{ Row = @{ Password = 'Mb-Pw-123!'; Email = $null }; Lacks = '*no value for Email*' }
        @{ Row = @{ Password = 'Mb-Pw-123!'; LocalPart = 'a' }; Lacks = '*no value for*' }
    ) {
        param($Row, $Lacks)
        $problem = Get-Complaint { [pscustomobject]$Row | New-NpMailbox }
        $problem.FullyQualifiedErrorId | Should -Be 'InputObjectMissingMandatory,Nodepoint.PowerShell.Mail.NewNpMailboxCommand'
        "$problem" | Should -BeLike $Lacks
        if ($Row.Contains('Password')) { $problem.TargetObject.Password | Should -Be '(hidden)' }
        (Get-Complaint { [pscustomobject]@{ Quota = '1GB' } | Set-NpMailbox }).FullyQualifiedErrorId | Should -BeLike 'InputObjectMissingMandatory*'
    }

    It 'without any matching column are an error, even if all parameters are explicit' {
        foreach ($row in [pscustomobject]@{ Mail = 'x' }, 'a text', 17, @{ Email = 'a@example.com' }) {
            (Get-Complaint { $row | New-NpMailbox a@example.com -GeneratePassword }).FullyQualifiedErrorId | Should -BeLike 'InputObjectNotBound*'
        }
        @(Get-NpMailbox).Count | Should -Be 0
    }

    It 'with an invalid value are errors that name the column, the parameter and valid values; the others continue' -TestCases @(
        @{ Cells = @{ Quota = 'abc' }; Says = 'Row 1: Quota: Cannot read ''abc''*whole number*' }
        @{ Cells = @{ postfix = 'perhaps' }; Says = 'Row 1: postfix (-Receive): Cannot read ''perhaps''*yes, no*' }
        @{ Cells = @{ move_junk = 'perhaps' }; Says = '*-Junk*one of*Keep*' }
        @{ Cells = @{ autoresponder_start_date = 'soon' }; Says = '*-AutoresponderStart*2026-12-24*' }
        @{ Cells = @{ Name = 'a', 'b' }; Says = 'Row 1: Name: *single text*' }
        @{ Cells = @{ server_id = [pscustomobject]@{ a = 1 } }; Says = '*-ServerId*whole number*' }
    ) {
        param($Cells, $Says)
        $made = (New-Row $Cells), (New-Row @{ Email = 'b@example.com' }) | New-NpMailbox -ErrorVariable said -ErrorAction SilentlyContinue
        $made.Email | Should -Be 'b@example.com'
        @($said).Count | Should -Be 1
        $said[0].FullyQualifiedErrorId | Should -Be 'ParameterArgumentTransformationError,Nodepoint.PowerShell.Mail.NewNpMailboxCommand'
        "$($said[0].CategoryInfo.Category)" | Should -Be 'InvalidArgument'
        $said[0].TargetObject.Email | Should -Be 'a@example.com'
        "$($said[0])" | Should -BeLike $Says
    }

    It 'with a property that fails are errors of the row' {
        $row = New-Row @{}
        $row.PSObject.Properties.Add([psscriptproperty]::new('Name', { throw 'no name today' }))
        "$(Get-Complaint { $row | New-NpMailbox })" | Should -BeLike 'Row 1: Name: *no name today*'
    }

    It 'never show an invalid secret' {
        "$(Get-Complaint { New-Row @{ Password = 4711008 } | New-NpMailbox })" | Should -Not -BeLike '*4711008*'
        "$(Get-Complaint { New-Row @{ Password = 'Geheim-1', 'Geheim-2' } | New-NpMailbox })" | Should -Not -BeLike '*Geheim*'
    }

    It 'accept values that are not texts' {
        $secret = ConvertTo-SecureString 'Mb-Pw-123!' -AsPlainText -Force
        $made = New-Row @{ Password = $secret; Quota = 1GB; Imap = $false; Cc = 'x@example.org', 'y@example.org'; AutoresponderEnd = [datetime]'2027-01-02'; Name = 5 } | New-NpMailbox
        "$($made.Quota)|$($made.Imap)|$($made.Cc)|$($made.AutoresponderEnd.Year)|$($made.Name)" | Should -Be '1073741824|False|x@example.org y@example.org|2027|5'
    }

    It 'can contain a record for a parameter, with other columns' {
        $null = New-NpWebsite shop.example -Client acme
        $made = [pscustomobject]@{ Username = 'web'; Password = 'Ft-Pw-123!'; Website = Get-NpWebsite shop.example; Active = 'no' } | New-NpFtpUser
        "$($made.Username) $($made.Active)" | Should -Be 'acmeweb False'
        $null = New-Row @{} | New-NpMailbox
        [pscustomobject]@{ Identity = Get-NpMailbox a@example.com; Quota = '2GB' } | Set-NpMailbox
        (Get-NpMailbox a@example.com).Quota | Should -Be 2GB
    }

    It 'that are the parent of a new record set nothing else' {
        Set-NpMailDomain example.com -Active $false
        $made = Get-NpMailDomain example.com | New-NpMailbox -LocalPart info -GeneratePassword
        "$($made.Email) $($made.Receive)" | Should -Be 'info@example.com True'
        ('example.com' | New-NpMailbox -LocalPart sales -GeneratePassword).Email | Should -Be 'sales@example.com'
        ([pscustomobject]@{ LocalPart = 'mail'; Domain = 'example.com'; Password = 'Mb-Pw-123!' } | New-NpMailbox).Email | Should -Be 'mail@example.com'
        ([pscustomobject]@{ LocalPart = 'more'; Password = 'Mb-Pw-123!' } | New-NpMailbox -Domain example.com).Email | Should -Be 'more@example.com'
    }

    It 'that are a record, a key or an ID identify what to change, and only explicit parameters are changed' {
        $made = New-Row @{ Name = 'Anna' } | New-NpMailbox
        Get-NpMailbox a@example.com | Set-NpMailbox -Quota 1GB
        'a@example.com' | Set-NpMailbox -Imap $false
        $made.Id | Set-NpMailbox -Pop3 $false
        $after = Get-NpMailbox a@example.com
        "$($after.Name)|$($after.Quota)|$($after.Imap)|$($after.Pop3)" | Should -Be 'Anna|1073741824|False|False'
        (Get-Complaint { Get-NpMailbox a@example.com | Set-NpMailbox }).FullyQualifiedErrorId | Should -BeLike 'NothingGiven*'
    }

    It 'can be passed with -InputObject' {
        (New-NpMailbox -InputObject (New-Row @{ Name = 'Anna' })).Name | Should -Be 'Anna'
        Set-NpMailbox -InputObject ([pscustomobject]@{ Email = 'a@example.com'; Name = 'Berta' })
        (Get-NpMailbox a@example.com).Name | Should -Be 'Berta'
    }

    It 'are the input of script blocks' {
        $rows = [pscustomobject]@{ Mail = 'a'; Secret = 'Mb-Pw-123!'; GB = 3 }, [pscustomobject]@{ Mail = 'b'; Secret = 'Mb-Pw-123!'; GB = 4 }
        $made = $rows | New-NpMailbox -Email { "$($_.Mail)@example.com" } -Password { $_.Secret } -Quota { $_.GB * 1GB } -Junk { 'Keep' } -Imap { $_.GB -gt 3 }
        ($made | ForEach-Object { "$($_.Email) $($_.Quota) $($_.Imap) $($_.Junk)" }) | Should -Be 'a@example.com 3221225472 False Keep', 'b@example.com 4294967296 True Keep'
        $rows | Set-NpMailbox -Identity { "$($_.Mail)@example.com" } -Name { $_.GB }
        (Get-NpMailbox b@example.com).Name | Should -Be '4'
    }

    It 'fail alone if a script block fails for them' {
        $rows = [pscustomobject]@{ Mail = 'a@example.com' }, [pscustomobject]@{ Mail = 'b@example.com' }
        $made = $rows | New-NpMailbox -GeneratePassword -Email { if ($_.Mail -like 'a*') { throw 'no such person' } $_.Mail } -ErrorVariable said -ErrorAction SilentlyContinue
        $made.Email | Should -Be 'b@example.com'
        $said[0].FullyQualifiedErrorId | Should -BeLike 'ScriptBlockArgumentInvocationFailed*'
        "$($said[0])" | Should -BeLike '*-Email*no such person*'
        (Get-Complaint { $rows[0] | New-NpMailbox -Email { } -GeneratePassword }).FullyQualifiedErrorId | Should -BeLike 'ScriptBlockArgumentNoOutput*'
        { New-NpMailbox -Email { 'a@example.com' } -GeneratePassword } | Should -Throw -ErrorId 'ScriptBlockArgumentNoInput*'
    }

    It 'are optional: missing parameters are prompted for, and positions still work' {
        (Get-Command New-NpMailbox).ParameterSets.Name | Should -Be 'Address', 'Rows', 'LocalPart'
        (Get-Command New-NpFtpUser).ParameterSets.Name | Should -Be 'One', 'Rows'
        ((Get-Command New-NpFtpUser).ParameterSets | Where-Object Name -eq One).Parameters | Where-Object IsMandatory | ForEach-Object Name | Should -Be 'Username', 'Website'
        (New-NpMailbox z@example.com -GeneratePassword).Email | Should -Be 'z@example.com'
        { [pscustomobject]@{ Password = 'Mb-Pw-123!' } | New-NpMailbox -Email a@example.com -LocalPart a } | Should -Throw -ErrorId 'AmbiguousParameterSet*'
    }
}
